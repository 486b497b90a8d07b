"""Reads that join, count or group, one module a subject."""
