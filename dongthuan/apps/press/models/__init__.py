"""Tables of press."""
