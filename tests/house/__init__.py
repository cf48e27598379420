"""Tests about the house itself: the source, the packaging, the front door and the checkers."""
