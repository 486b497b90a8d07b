"""Attachments: checked, hashed, given a retention."""
