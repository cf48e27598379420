"""Sign-in: what django-allauth is told, the pages of it that exist, and what is reported of it."""
