"""Interactions over REST."""
