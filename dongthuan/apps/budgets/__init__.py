"""Money for communication: lines of a year, what was promised and paid from them, and what stops it."""
