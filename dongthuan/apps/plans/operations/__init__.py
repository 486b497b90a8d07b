"""Every write about directives, plans and their duties."""
