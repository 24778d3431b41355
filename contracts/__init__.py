"""The wire vocabulary of the house: what engine, monolith and browsers say to each other. Imports nothing of ours."""
