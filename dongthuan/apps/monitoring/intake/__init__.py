"""Bytes from outside to entries: what kind of document it is, what is in it, and what had to be dropped."""
