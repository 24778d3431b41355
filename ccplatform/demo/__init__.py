"""The demo center: a small energy supplier, so that a fresh machine shows a living contact center."""
