"""A deterministic PBX that takes the same orders and tells the same events as Asterisk behind acd/adapters (`pbx.py`)."""
