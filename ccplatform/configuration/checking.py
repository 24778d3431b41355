"""Whether a configuration makes sense as a whole. The database prevents most of what is wrong; the engine relies on all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ccplatform.agents.models import RANK_MAX, RANK_MIN
from ccplatform.configuration.models import PRIORITY_SECONDS_MAX, PRIORITY_SECONDS_MIN
from ccplatform.kernel.references import Kind
from ccplatform.kernel.words import Words, said
from ccplatform.queues import rules
from ccplatform.queues.checking import circle_in_words, circles, flaws, flaws_of_hours
from ccplatform.queues.models import PRIORITY_MAX, WEIGHT_MAX, WEIGHT_MIN
from contracts import configuration as c
from contracts.flows import Enqueue
from contracts.rules import Capacity
from contracts.vocabulary import Medium

INTERACTIONS_MAX = 50
"""Of one medium for one agent at once."""


def problems(configuration: c.CenterConfiguration) -> Iterator[str]:
    """Sentences, in the language of whoever asks."""
    for sentence in _problems(configuration):
        yield str(sentence)


def _problems(configuration: c.CenterConfiguration) -> Iterator[Words]:
    yield from _of_center(configuration)
    yield from _of_queues(configuration)
    yield from _of_overflow_loops(configuration)
    yield from _of_agents(configuration)
    yield from _of_numbers(configuration)
    yield from _of_flows(configuration)


def _of_center(configuration: c.CenterConfiguration) -> Iterator[Words]:
    if not PRIORITY_SECONDS_MIN <= configuration.priority_seconds <= PRIORITY_SECONDS_MAX:
        yield said(
            en="a step of priority is worth {least} to {most} seconds",
            de="eine Stufe der Priorität ist {least} bis {most} Sekunden wert",
            least=PRIORITY_SECONDS_MIN,
            most=PRIORITY_SECONDS_MAX,
        )
    yield from capacity_problems(configuration.capacity)
    for label in configuration.labels:
        if not WEIGHT_MIN <= label.weight <= WEIGHT_MAX:
            yield said(
                en="label {name} weighs too much or too little", de="Kennzeichen {name} wiegt zu viel oder zu wenig", name=label.name
            )
    for hours in configuration.hours:
        for flaw in flaws_of_hours(hours):
            yield said(
                en="hours {name}, {field}: {flaw}",
                de="Öffnungszeiten {name}, {field}: {flaw}",
                name=hours.name,
                field=flaw.field,
                flaw=flaw.sentence,
            )
    agents = {agent.id for agent in configuration.agents}
    for team in configuration.teams:
        for unknown in _unknown(team.agents, agents):
            yield said(
                en="team {name} has the unknown agent {key}",
                de="Team {name} hat den unbekannten Agenten {key}",
                name=team.name,
                key=unknown,
            )


def capacity_problems(capacity: Iterable[Capacity]) -> Iterator[Words]:
    """Of the center's capacity per medium."""
    seen: set[Medium] = set()
    for one in capacity:
        if one.medium in seen:
            yield said(
                en="the capacity for {medium} is there twice", de="die Kapazität für {medium} steht doppelt da", medium=one.medium.value
            )
        seen.add(one.medium)
        if not 0 <= one.interactions_max <= INTERACTIONS_MAX:
            yield said(
                en="an agent has 0 to {most} interactions of {medium} at once",
                de="ein Agent hat 0 bis {most} Vorgänge der Art {medium} zugleich",
                most=INTERACTIONS_MAX,
                medium=one.medium.value,
            )
        if one.medium is Medium.VOICE and one.interactions_max > 1:
            yield said(en="nobody can talk on two lines at once", de="niemand kann auf zwei Leitungen zugleich sprechen")


def _of_queues(configuration: c.CenterConfiguration) -> Iterator[Words]:
    known: Mapping[Kind, Collection[int]] = {
        Kind.TEAM: {team.id for team in configuration.teams},
        Kind.QUEUE: {queue.id for queue in configuration.queues},
        Kind.FLOW: {flow.id for flow in configuration.flows},
    }
    hours = {one.id for one in configuration.hours}
    for queue in configuration.queues:
        for flaw in flaws(queue):
            yield said(
                en="queue {name}, {field}: {flaw}",
                de="Warteschlange {name}, {field}: {flaw}",
                name=queue.name,
                field=flaw.field,
                flaw=flaw.sentence,
            )
        for reference in rules.references(queue):
            # Which skills there are the configuration does not say; the database does (kernel.references).
            if reference.kind in known and reference.key not in known[reference.kind]:
                yield said(
                    en="queue {name}, {field}: there is no {kind} {key}",
                    de="Warteschlange {name}, {field}: {kind} {key} gibt es nicht",
                    name=queue.name,
                    field=reference.where,
                    kind=reference.kind.value,
                    key=reference.key,
                )
        if queue.hours is not None and queue.hours not in hours:
            yield said(en="queue {name} keeps unknown hours", de="Warteschlange {name} hat unbekannte Öffnungszeiten", name=queue.name)


def _of_overflow_loops(configuration: c.CenterConfiguration) -> Iterator[Words]:
    names = {queue.id: queue.name for queue in configuration.queues}
    for circle in circles({queue.id: queue.overflows for queue in configuration.queues}):
        yield circle_in_words(circle, names)


def _of_agents(configuration: c.CenterConfiguration) -> Iterator[Words]:
    queues = {queue.id for queue in configuration.queues}
    devices = {device.id for device in configuration.devices}
    agents = {agent.id for agent in configuration.agents}
    for agent in configuration.agents:
        for key in _unknown(agent.queues, queues):
            yield said(
                en="agent {name} belongs to the unknown queue {key}",
                de="Agent {name} gehört zur unbekannten Warteschlange {key}",
                name=agent.name,
                key=key,
            )
        for key in _unknown(agent.devices, devices):
            yield said(
                en="agent {name} has the unknown device {key}", de="Agent {name} hat das unbekannte Gerät {key}", name=agent.name, key=key
            )
        for key, level in agent.levels.items():
            if key not in agent.queues or not RANK_MIN <= level <= RANK_MAX:
                yield said(
                    en="agent {name} has no level {level} in queue {key}",
                    de="Agent {name} hat keine Stufe {level} in der Warteschlange {key}",
                    name=agent.name,
                    level=level,
                    key=key,
                )
    for device in configuration.devices:
        if device.agent not in agents:
            yield said(
                en="device {key} belongs to the unknown agent {agent}",
                de="Gerät {key} gehört dem unbekannten Agenten {agent}",
                key=device.id,
                agent=device.agent,
            )


def _of_numbers(configuration: c.CenterConfiguration) -> Iterator[Words]:
    queues = {queue.id for queue in configuration.queues}
    flows = {flow.id for flow in configuration.flows}
    seen: set[str] = set()
    for number in configuration.numbers:
        if (number.flow is None) == (number.queue is None):
            yield said(
                en="number {number} must lead to a flow or a queue",
                de="Rufnummer {number} muss zu einem Ablauf oder einer Warteschlange führen",
                number=number.number,
            )
        if number.flow is not None and number.flow not in flows:
            yield said(
                en="number {number} leads to flow {key}, which is not published",
                de="Rufnummer {number} führt zum Ablauf {key}, der nicht veröffentlicht ist",
                number=number.number,
                key=number.flow,
            )
        if number.queue is not None and number.queue not in queues:
            yield said(
                en="number {number} leads to the unknown queue {key}",
                de="Rufnummer {number} führt zur unbekannten Warteschlange {key}",
                number=number.number,
                key=number.queue,
            )
        if number.number in seen:
            yield said(en="number {number} is there twice", de="Rufnummer {number} ist doppelt da", number=number.number)
        if abs(number.priority) > PRIORITY_MAX:
            yield said(
                en="number {number} has too high a priority", de="Rufnummer {number} hat eine zu hohe Priorität", number=number.number
            )
        seen.add(number.number)


def _of_flows(configuration: c.CenterConfiguration) -> Iterator[Words]:
    queues = {queue.id for queue in configuration.queues}
    labels = {label.id for label in configuration.labels}
    for flow in configuration.flows:
        for node in flow.nodes:
            if not isinstance(node, Enqueue):
                continue
            if node.queue not in queues:
                yield said(
                    en="node {node} of flow {name} leads to the unknown queue {key}",
                    de="Schritt {node} des Ablaufs {name} führt zur unbekannten Warteschlange {key}",
                    node=node.id,
                    name=flow.name,
                    key=node.queue,
                )
            if node.label is not None and node.label not in labels:
                yield said(
                    en="node {node} of flow {name} gives the unknown label {key}",
                    de="Schritt {node} des Ablaufs {name} gibt das unbekannte Kennzeichen {key}",
                    node=node.id,
                    name=flow.name,
                    key=node.label,
                )


def _unknown(named: Iterable[int], known: Collection[int]) -> list[int]:
    return sorted(key for key in named if key not in known)
