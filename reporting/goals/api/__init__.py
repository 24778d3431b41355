"""Goals and the own day over REST."""
