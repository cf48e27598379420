"""Plans as people keep them: entries with versions, progress that is never edited, and their standing."""
