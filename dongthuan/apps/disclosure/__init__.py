"""What must be public, and what is given on request: the register, publications, requests for information."""
