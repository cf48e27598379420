"""Reads a terms document into proposed clauses, each with the words it was read from; nothing is guessed."""
