"""The page of a list that an address asks for."""

from quorate.web.http import Request


def number_asked(request: Request, name: str = "page") -> int:
    """The number given as `name`; 1 for none or nonsense."""
    number = request.GET.get(name, "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
