"""Tables of matters."""
