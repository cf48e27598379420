"""From a row to a frozen fact."""
