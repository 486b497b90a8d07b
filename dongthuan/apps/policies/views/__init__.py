"""Pages of dossiers and consultations."""
