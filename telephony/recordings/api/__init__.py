"""Recordings over REST."""
