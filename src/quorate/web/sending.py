"""Hands a file over: always as a download, never shown in the page, never guessed at by the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from quorate.queries.files import FileOut


def attachment(file: FileOut) -> HttpResponse:
    """The file as an attachment; its name in any letters, as RFC 6266 has it."""
    answer = HttpResponse(file.data, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return answer
