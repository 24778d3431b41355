"""Automatic contact distribution without I/O: events go in, commands come out (`floor.py` is the door)."""
