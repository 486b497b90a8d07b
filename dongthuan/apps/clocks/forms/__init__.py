"""Is what was typed about clocks, rules and days well formed?"""
