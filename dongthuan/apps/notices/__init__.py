"""Messages stored with a change, delivered once, digested, escalated."""
