"""Whether what was typed about reports is well formed."""
