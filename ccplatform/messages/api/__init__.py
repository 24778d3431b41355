"""Addresses of messages."""
