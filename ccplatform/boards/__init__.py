"""Wallboards that supervisors put together: kept, checked, shared, and told to every screen that shows them."""
