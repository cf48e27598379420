"""What an actor may see: the only readers of restriction and audience."""
