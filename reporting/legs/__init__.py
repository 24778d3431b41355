"""What agents' softphones measured: one row per leg, sent at its end."""
