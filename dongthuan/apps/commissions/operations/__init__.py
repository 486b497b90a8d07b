"""What changes orders, one transaction each."""
