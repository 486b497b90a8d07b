"""Every write about dossiers, consultations, comments and answers."""
