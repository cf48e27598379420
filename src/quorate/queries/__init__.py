"""Reads: one call per page, a frozen value already filtered for its reader."""
