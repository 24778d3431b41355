"""Agents, the session and presence over REST."""
