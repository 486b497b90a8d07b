"""A directive or plan as text, taken apart into head, clauses, duties, actors and signature."""
