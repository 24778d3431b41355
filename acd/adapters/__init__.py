"""The world behind the ports of acd/ports.py: Asterisk by ARI, and Redis."""
