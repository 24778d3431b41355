"""Numbers and history: metrics (pure), facts (append-only intake), interactions and reports on top."""
