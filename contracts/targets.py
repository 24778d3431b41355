"""Where an interaction can be led: by a transfer, a consultation, an overflow rule."""

from __future__ import annotations

import msgspec

from contracts.ids import AgentId, FlowId, QueueId


class ToAgent(msgspec.Struct, frozen=True, kw_only=True, tag_field="to", tag="agent"):
    agent: AgentId


class ToQueue(msgspec.Struct, frozen=True, kw_only=True, tag_field="to", tag="queue"):
    """`priority` is added to the one it has."""

    queue: QueueId
    priority: int = 0


class ToNumber(msgspec.Struct, frozen=True, kw_only=True, tag_field="to", tag="number"):
    """An outside number: E.164 with +, or digits as the trunk wants them."""

    number: str


class ToFlow(msgspec.Struct, frozen=True, kw_only=True, tag_field="to", tag="flow"):
    flow: FlowId


class ToEnd(msgspec.Struct, frozen=True, kw_only=True, tag_field="to", tag="end"):
    """Says why, then ends; nothing to say = busy before the answer, hang-up after it."""

    media: list[str] = []


Target = ToAgent | ToQueue | ToNumber | ToFlow
OverflowTarget = ToQueue | ToNumber | ToFlow | ToEnd
