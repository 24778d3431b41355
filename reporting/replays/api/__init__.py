"""What if, over REST."""
