"""Quorate runs a multi-agency domestic abuse partnership."""

__version__ = "0.1.0"
