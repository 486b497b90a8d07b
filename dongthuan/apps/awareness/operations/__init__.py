"""What changes briefings and what is noted of their readers, one transaction each."""
