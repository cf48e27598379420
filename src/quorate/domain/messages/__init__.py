"""Who is told what, and the neutral words they are told it in."""
