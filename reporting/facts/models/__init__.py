"""`facts` holds what was said; `history` what follows from it and can be made anew from it at any time."""

from reporting.facts.models.facts import AcceptedGap, Fact, RecorderMark
from reporting.facts.models.history import AgentSegment, Handling, Interaction, MenuAnswer, Offer, PresenceInterval, QueueVisit
from reporting.facts.models.routing import Announcement, CallbackOrder, Closing, Lending, OverflowStep, Party, Rescue, Transfer

__all__ = [
    "AcceptedGap",
    "AgentSegment",
    "Announcement",
    "CallbackOrder",
    "Closing",
    "Fact",
    "Handling",
    "Interaction",
    "Lending",
    "MenuAnswer",
    "Offer",
    "OverflowStep",
    "Party",
    "PresenceInterval",
    "QueueVisit",
    "RecorderMark",
    "Rescue",
    "Transfer",
]
