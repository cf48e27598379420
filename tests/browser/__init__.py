"""Journeys in a browser, and the checkers that pages are held to."""
