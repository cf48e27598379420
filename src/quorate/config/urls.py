"""Every address, from the one table of routes."""

from quorate.web.routes import url_patterns

urlpatterns = url_patterns()
handler400 = "quorate.web.errors.bad_request"
handler403 = "quorate.web.errors.forbidden"
handler404 = "quorate.web.errors.not_found"
handler500 = "quorate.web.errors.server_error"
