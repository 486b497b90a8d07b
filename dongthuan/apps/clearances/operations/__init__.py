"""Every write about clearances."""
