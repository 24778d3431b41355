"""Queues, skills and dispositions over REST."""
