"""Releases and statements: drafted, cleared, published on channels, corrected, withdrawn."""
