"""What agents say about an interaction: note, disposition, and with which contact it was."""
