"""Every write of reports, one function an act."""
