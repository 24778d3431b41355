"""Intents: what somebody wants of the engine. Imperative; each may be refused with a reason."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from contracts.ids import AgentId, DeviceId, InteractionId, OfferId
from contracts.permissions import Permission
from contracts.vocabulary import Presence


class SetPresence(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_presence"):
    """With work in hand it takes effect afterwards. `device` chooses where the agent rings; None keeps the last one."""

    own: ClassVar[Permission] = Permission.PRESENCE_OWN
    other: ClassVar[Permission] = Permission.PRESENCE_ANY
    agent: AgentId
    presence: Presence
    reason: str = ""
    device: DeviceId | None = None


class DeclineOffer(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="decline_offer"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    offer: OfferId


class Hold(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hold"):
    """The customer hears music."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class Resume(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="resume"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class HangUpInteraction(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hang_up"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class FinishWrapUp(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="finish_wrap_up"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class AdoptConfiguration(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="adopt_configuration"):
    """A new version lies under wire.CONFIGURATION_KEY."""

    own: ClassVar[Permission] = Permission.CONFIGURATION_EDIT
    other: ClassVar[Permission] = Permission.CONFIGURATION_EDIT
    version: int


Intent = SetPresence | DeclineOffer | Hold | Resume | HangUpInteraction | FinishWrapUp | AdoptConfiguration


class IntentEnvelope(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is the sender's (a repeated id is carried out once); the outcome is published on `reply_to`."""

    id: str
    sent_at: int
    by: int
    intent: Intent
    reply_to: str = ""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """`code` is stable and translated by the user interface; `detail` is for logs and developers."""

    code: str
    detail: str = ""


class IntentOutcome(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    refused: Refusal | None = None
