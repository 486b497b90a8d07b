"""Every write about matters."""
