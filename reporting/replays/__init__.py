"""What if? A recorded day is given to the engine's simulator, with another configuration or staffing."""
