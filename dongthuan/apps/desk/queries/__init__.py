"""Reads for an officer's day and the leader's page."""
