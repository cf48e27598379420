"""Excel files, in."""
