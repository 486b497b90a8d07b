"""Forms of dossiers, consultations and comments."""
