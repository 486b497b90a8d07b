"""Forms of directives, plans and tasks."""
