"""Every write about clocks, officers' rules and the working calendar."""
