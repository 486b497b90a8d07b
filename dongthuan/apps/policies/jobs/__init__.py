"""Jobs of dossiers, consultations and comments."""
