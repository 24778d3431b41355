"""Recording facts, deriving history from them, checking that nothing is missing."""
