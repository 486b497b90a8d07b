"""Whether what was typed about clocks, rules and days is well formed."""
