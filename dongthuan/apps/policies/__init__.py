"""Draft policies from proposal to evaluation: dossiers, consultations, comments and their answers."""
