"""Formats used when the pages are in Vietnamese."""
