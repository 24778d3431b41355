"""Limits over REST."""
