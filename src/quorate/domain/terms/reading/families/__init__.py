"""One family of clauses in each module: its words as data, and how a sentence of it is read."""
