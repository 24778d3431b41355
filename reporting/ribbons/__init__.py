"""What every agent did in the last hour, for the ribbons of the floor."""
