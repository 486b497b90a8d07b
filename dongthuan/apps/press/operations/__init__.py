"""Every write about press."""
