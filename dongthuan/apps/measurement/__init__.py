"""Campaigns measured: objectives set before, results after, and what was learned."""
