"""Every reading of matters."""
