"""The agency and its units, with codes, predecessors and dates."""
