"""Clearance of a text by several people at once, bound to the text by its hash."""
