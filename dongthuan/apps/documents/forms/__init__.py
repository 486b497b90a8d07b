"""Whether what was typed about official documents is well formed."""
