"""Every reading of portal."""
