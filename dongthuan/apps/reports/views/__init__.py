"""Pages about report rounds, unit reports and syntheses."""
