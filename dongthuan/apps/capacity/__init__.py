"""Who does communication: staff and skills, training and certificates, crisis drills."""
