"""Facts in PostgreSQL, append-only and exactly once, and the history that is derived from them row by row."""
