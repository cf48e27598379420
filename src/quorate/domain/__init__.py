"""The rules. Standard library only; the clock is an argument."""
