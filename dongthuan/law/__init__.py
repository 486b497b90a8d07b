"""Dated rules of law, the Vietnamese working calendar, and deadlines that explain themselves."""
