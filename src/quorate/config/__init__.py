"""Settings, urls, wsgi and logging."""
