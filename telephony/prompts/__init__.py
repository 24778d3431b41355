"""Spoken prompts: text becomes WAV files that Asterisk plays."""
