"""The tables; Django asks for them here."""
