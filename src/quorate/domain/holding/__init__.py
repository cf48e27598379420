"""How partners hold one another to account: challenges made to an agency, and the risks they share."""
