"""What every Django app of the house stands on: the shape of an API view, problems, words, announcements, the way to the engine."""
