"""Is what was typed about reports well formed?"""
