"""What runs in the background for disclosure."""
