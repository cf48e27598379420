"""Engagement: how each agency keeps what it owes a group, read once and shown on three pages."""
