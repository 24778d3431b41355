"""What a configuration leads to for callers and agents: who answers what, when, and what comes to nothing."""
