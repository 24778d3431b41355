"""Addresses of boards."""
