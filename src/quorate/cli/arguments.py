"""What is typed after a command, read, with a sentence for what cannot be read."""

import argparse
from datetime import date


def day(text: str) -> date:
    """A day, as 2026-11-23."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day. Write it as 2026-11-23.") from None


def whole(text: str) -> int:
    """A whole number."""
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number.")
    return int(text)
