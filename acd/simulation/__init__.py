"""Runs the floor in virtual time against the fake PBX, with people and faults drawn from a seed (`python -m acd.simulation`)."""
