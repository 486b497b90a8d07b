"""The jobs of the product and when they run; each is one call of an operation and may run twice."""
