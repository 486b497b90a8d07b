"""Every reading of press."""
