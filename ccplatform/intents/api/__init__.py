"""Addresses that stand for intents."""
