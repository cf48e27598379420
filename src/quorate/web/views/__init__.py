"""Views: one call down each."""
