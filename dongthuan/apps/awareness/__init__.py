"""Raising awareness: briefings that named groups read and confirm, short quizzes, who is informed."""
