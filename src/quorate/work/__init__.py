"""The idempotent loop over what rows say is owed."""
