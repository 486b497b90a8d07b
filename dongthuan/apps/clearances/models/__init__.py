"""Tables of clearances."""
