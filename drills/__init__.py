"""What the world may do to a center while people talk and wait, done on purpose: `make drills` (docs/drills.md)."""
