"""What officers fill in about staff, training and drills."""
