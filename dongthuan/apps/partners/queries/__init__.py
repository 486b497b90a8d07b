"""Reads of partners and agreements."""
