"""What officers fill in about campaigns and state-funded tasks."""
