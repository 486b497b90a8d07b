"""Every reading of content."""
