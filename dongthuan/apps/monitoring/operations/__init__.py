"""Every write of monitoring, one module a subject."""
