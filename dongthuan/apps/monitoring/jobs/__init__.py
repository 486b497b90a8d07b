"""Background entries: each takes what waits and calls one operation."""
