"""What changes lines, promises and their sums, one transaction each."""
