"""Every write about disclosure: one function an act."""
