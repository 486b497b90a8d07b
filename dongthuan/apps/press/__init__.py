"""The press: outlets, journalists, spokespersons, inquiries, lines to take, conferences, corrections."""
