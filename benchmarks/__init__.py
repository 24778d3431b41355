"""Side by side with Asterisk's own app_queue, and the size and speed of the running center: `make bench`."""
