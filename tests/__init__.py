"""Quorate's tests."""
