"""Limits with their use, and what the dial rules stopped."""
