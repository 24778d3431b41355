"""Customers: contacts, and what agents noted about interactions with them."""
