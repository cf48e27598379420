"""Working days, periods and offsets, each computed date with its working as a sentence."""
