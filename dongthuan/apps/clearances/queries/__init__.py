"""Every reading of clearances."""
