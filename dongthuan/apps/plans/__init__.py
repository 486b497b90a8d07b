"""Directives read into clauses and duties, and the draft plans made of them."""
