"""What templates of staff and training draw."""
