"""`facts` holds what was said; `history` what follows from it and can be made anew from it at any time."""

from reporting.facts.models.facts import AcceptedGap, Fact, RecorderMark
from reporting.facts.models.history import AgentSegment, Handling, Interaction, MenuAnswer, Offer, PresenceInterval, QueueVisit

__all__ = [
    "AcceptedGap",
    "AgentSegment",
    "Fact",
    "Handling",
    "Interaction",
    "MenuAnswer",
    "Offer",
    "PresenceInterval",
    "QueueVisit",
    "RecorderMark",
]
