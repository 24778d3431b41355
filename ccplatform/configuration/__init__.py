"""The published configuration: what all apps together say the engine shall route by, version by version."""
