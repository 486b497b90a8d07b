"""An officer's day and a leader's page."""
