"""The published configuration over REST."""
