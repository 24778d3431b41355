"""What supervisors write to people at their desks. Kept until it is read, and who has read it."""
