"""Reads about official documents, signing authorities and registers."""
