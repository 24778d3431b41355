"""What one wants to reach: goals for agents, and an agent's day against them."""
