"""What the PBX must know of the world: trunks, the numbers callers dial, and agents' devices."""
