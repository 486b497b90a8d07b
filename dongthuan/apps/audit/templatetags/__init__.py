"""Tags of the audit record."""
