"""People who call, with their numbers and addresses."""
