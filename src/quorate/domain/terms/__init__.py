"""Terms of reference as typed, dated clauses."""
