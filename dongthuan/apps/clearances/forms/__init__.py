"""Forms of clearances."""
