"""Whom agents lead callers to beside colleagues: the numbers of the house, and what each person has marked and used."""
