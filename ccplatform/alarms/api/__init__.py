"""Addresses of alarms and their rules."""
