"""What the press desk does in the background."""
