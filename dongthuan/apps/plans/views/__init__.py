"""Pages of directives, plans and tasks."""
