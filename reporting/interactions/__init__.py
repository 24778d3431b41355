"""Interactions for people: history from facts, with what the CRM and the recordings know beside it."""
