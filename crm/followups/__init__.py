"""What somebody promised to do after a conversation, until when, and who has it."""
