"""What the public sees and sends: the press room."""
