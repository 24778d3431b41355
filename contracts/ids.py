"""Names for the keys and units that cross the wire.

Plain aliases, not wrappers: they cost nothing at run time and say in every signature what a number means.
"""

InteractionId = str
"""Made by the engine: `<epoch in base 36>-<counter>`; at most 32 characters, safe in file names and addresses."""
OfferId = str
"""`<interaction id>.<n>`: the n-th offer of one interaction."""
AgentId = int
QueueId = int
SkillId = int
NumberId = int
TrunkId = int
DeviceId = int
FlowId = int
TeamId = int
HoursId = int
LabelId = int
CallbackId = str
"""Made by the engine: `cb<epoch in base 36>-<counter>`."""
PartyId = str
"""`<interaction id>.<n>`, from the same count as offers: the leg of a party has this id."""
NodeId = str
"""Unique within one flow version; at most 40 characters of [a-z0-9_-]."""

Instant = int
"""Microseconds since 1970-01-01T00:00:00Z by the engine's clock, which never runs backwards within an epoch."""
Microseconds = int
Seconds = int
