"""What the portal does by itself."""
