"""Is what was typed well formed?"""
