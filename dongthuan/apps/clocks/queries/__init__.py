"""Reads about clocks, rules and the working calendar."""
