"""Writes: one function per verb, run by one small runner."""
