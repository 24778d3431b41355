"""Accounts: who may sign in, in which role, and in which language and theme they are answered."""
