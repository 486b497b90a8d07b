"""Reads that count, join or group."""
