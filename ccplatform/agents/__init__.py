"""Agents: who works here, with which skills, for which queues; sign-in to the desk and presence."""
