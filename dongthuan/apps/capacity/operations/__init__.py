"""What changes staff, training and drills, one transaction each."""
