"""What officers fill in for disclosure."""
