"""Is what was typed about official documents well formed?"""
