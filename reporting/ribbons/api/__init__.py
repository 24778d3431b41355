"""The address of the ribbons."""
