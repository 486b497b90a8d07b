"""The pages of staff, training and drills."""
