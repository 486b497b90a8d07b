"""The demonstration agency, and invented news served as feeds and collected like real news."""
