"""Takes out of a text the characters that nobody sees and that would change how it reads."""

_UNSEEN = dict.fromkeys([0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Spaces of no width, and marks that turn the direction of writing about."""


def visible(text: str) -> str:
    """The text without them.

    >>> visible("help" + chr(0x200B) + "line")
    'helpline'
    """
    return text.translate(_UNSEEN)
