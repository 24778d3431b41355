"""Why this agent? Every offer stored its decision; here it is put into names and one sentence."""
