"""What can happen, each with a stable code and a sentence."""
