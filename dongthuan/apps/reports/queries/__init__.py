"""What pages ask about report rounds, unit reports and syntheses."""
