"""Reads of directives, plans and tasks."""
