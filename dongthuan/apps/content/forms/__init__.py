"""Forms of content."""
