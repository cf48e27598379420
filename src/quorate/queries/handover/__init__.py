"""Pages about handing over: what one person leaves, and what comes to the next."""
