"""Orders as lists, their conditions, their value, and what the collector proposes."""
