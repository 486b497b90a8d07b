"""The thread from signal to answer: matters, their legal clock, misinformation, what came of it."""
