"""Trunks, numbers, devices and the softphone over REST."""
