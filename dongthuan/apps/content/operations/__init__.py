"""Every write about content."""
