"""The append-only, hash-chained record: who, what, when, on what ground."""
