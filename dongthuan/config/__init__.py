"""Settings, database launcher, addresses, schedule of jobs and the command line; nobody imports it."""
