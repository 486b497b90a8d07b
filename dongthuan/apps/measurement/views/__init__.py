"""Pages of campaigns and of the targets."""
