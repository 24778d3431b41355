"""What is well and what is not, from the provider's line to the disk, and what to do about it. Looks only: nothing is changed."""
