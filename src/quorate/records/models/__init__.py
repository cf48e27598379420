"""One file per aggregate: constraints, no behaviour."""
