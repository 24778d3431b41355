"""What the monolith does when a fact is new, inside the transaction that records it."""

from __future__ import annotations

from collections.abc import Sequence

from ccplatform.kernel.instants import moment
from contracts import facts as f
from telephony.recordings.services import recording_ended, recording_started


def witness(envelopes: Sequence[f.FactEnvelope]) -> None:
    for envelope in envelopes:
        match envelope.fact:
            case f.RecordingStarted(interaction=interaction, agent=agent, name=name):
                recording_started(name=name, interaction=interaction, agent=agent, started_at=moment(envelope.at))
            case f.RecordingEnded() as ended:
                recording_ended(
                    name=ended.name,
                    interaction=ended.interaction,
                    agent=ended.agent,
                    started_at=moment(ended.started_at),
                    agent_offset=ended.agent_offset,
                    caller_offset=ended.caller_offset,
                    failure=ended.failure,
                )
