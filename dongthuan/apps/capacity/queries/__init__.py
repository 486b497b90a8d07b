"""What pages read of staff, training and drills."""
