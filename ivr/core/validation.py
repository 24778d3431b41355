"""Checks a flow whole, before it is published: every problem at once, each with its node, a stable code and a detail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

import msgspec

from contracts.flows import (
    FLOW_NODES_MAX,
    MENU_ATTEMPTS_MAX,
    PROMPT_TEXT_LENGTH_MAX,
    Enqueue,
    Flow,
    Greeting,
    HangUp,
    Hours,
    Menu,
    Node,
    Prompt,
)
from contracts.ids import NodeId, QueueId
from ivr.core.hours import MIDNIGHT, zone
from ivr.core.interpreter import KEYS

ANSWER_SECONDS_MAX: Final = 60
PRIORITY_MAX: Final = 1_000_000
#: levels of a skill, and how many skills one interaction may ask for
LEVEL_MAX: Final = 5
SKILLS_MAX: Final = 20
OPENINGS_MAX: Final = 100
CLOSED_DAYS_MAX: Final = 1_000
NODE_ID: Final = re.compile(r"[a-z0-9_-]{1,40}")


class Problem(msgspec.Struct, frozen=True):
    """`node` is "" for what concerns the flow as a whole. `code` is stable; `detail` is in English, for people."""

    node: NodeId
    code: str
    detail: str


def problems(flow: Flow, queues: Collection[QueueId], languages: Collection[str] | None = None) -> list[Problem]:
    """Everything wrong with the flow, in the order of its nodes; an empty list means that it may be published.

    `queues` exist; `languages` can be spoken (None: whatever is named).
    """
    found = list(_of_the_whole(flow))
    if len(flow.nodes) > FLOW_NODES_MAX:
        return found
    for node in flow.nodes:
        found += _of_node(node, queues, languages)
    nodes = {node.id: node for node in flow.nodes}
    found += _of_targets(flow, nodes)
    found += _unreachable(flow, nodes)
    found += _endless(flow, nodes)
    return found


def targets(node: Node) -> list[NodeId]:
    """Every node that may follow."""
    if isinstance(node, Greeting):
        return [node.next]
    if isinstance(node, Menu):
        return [*node.choices.values(), node.otherwise]
    if isinstance(node, Hours):
        return [node.open_next, node.closed_next]
    return []


def targets_in_silence(node: Node) -> list[NodeId]:
    """The nodes that follow when the caller never presses a key."""
    return [node.otherwise] if isinstance(node, Menu) else targets(node)


def _of_the_whole(flow: Flow) -> Iterator[Problem]:
    if not flow.nodes:
        yield Problem("", "empty", "the flow has no nodes")
    if len(flow.nodes) > FLOW_NODES_MAX:
        yield Problem("", "too_many_nodes", f"{len(flow.nodes)} nodes; at most {FLOW_NODES_MAX}")
    for name, count in Counter(node.id for node in flow.nodes).items():
        if count > 1:
            yield Problem(name, "duplicate_node", f"{count} nodes are called {name}")


def _of_node(node: Node, queues: Collection[QueueId], languages: Collection[str] | None) -> Iterator[Problem]:
    if not NODE_ID.fullmatch(node.id):
        yield Problem(node.id, "bad_node_id", "a node's id has 1 to 40 of a-z, 0-9, _ and -")
    if isinstance(node, Greeting | Menu):
        if not node.prompts:
            yield Problem(node.id, "no_prompts", "there is nothing to hear")
        yield from _of_prompts(node.id, node.prompts, languages)
    if isinstance(node, HangUp):
        yield from _of_prompts(node.id, node.prompts, languages)
    if isinstance(node, Menu):
        yield from _of_menu(node, languages)
    if isinstance(node, Hours):
        yield from _of_hours(node)
    if isinstance(node, Enqueue):
        yield from _of_enqueue(node, queues)


def _of_enqueue(node: Enqueue, queues: Collection[QueueId]) -> Iterator[Problem]:
    """Whether skills and label exist is for whoever has them."""
    if node.queue not in queues:
        yield Problem(node.id, "unknown_queue", f"there is no queue {node.queue}")
    if abs(node.priority) > PRIORITY_MAX:
        yield Problem(node.id, "bad_priority", f"a priority is between -{PRIORITY_MAX} and {PRIORITY_MAX}")
    if len(node.required_skills) > SKILLS_MAX:
        yield Problem(node.id, "too_many_skills", f"{len(node.required_skills)} skills; at most {SKILLS_MAX}")
    for skill, count in Counter(required.skill for required in node.required_skills).items():
        if count > 1:
            yield Problem(node.id, "duplicate_skill", f"skill {skill} is asked for {count} times")
    for required in node.required_skills:
        if not 1 <= required.level_min <= LEVEL_MAX:
            yield Problem(node.id, "bad_level", f"level {required.level_min}; levels are between 1 and {LEVEL_MAX}")


def _of_prompts(node: NodeId, prompts: list[Prompt], languages: Collection[str] | None) -> Iterator[Problem]:
    for prompt in prompts:
        if not prompt.text.strip():
            yield Problem(node, "empty_prompt", "a prompt has no text")
        if len(prompt.text) > PROMPT_TEXT_LENGTH_MAX:
            yield Problem(node, "prompt_too_long", f"{len(prompt.text)} characters; at most {PROMPT_TEXT_LENGTH_MAX}")
        if not prompt.language:
            yield Problem(node, "no_language", "a prompt does not say its language")
        elif languages is not None and prompt.language not in languages:
            yield Problem(node, "unknown_language", f"nobody can speak {prompt.language!r} here")


def _of_menu(menu: Menu, languages: Collection[str] | None) -> Iterator[Problem]:
    if not menu.choices:
        yield Problem(menu.id, "no_choices", "no key leads anywhere")
    for key in menu.choices:
        if len(key) != 1 or key not in KEYS:
            yield Problem(menu.id, "bad_key", f"{key!r} is no key of a telephone")
    for key in menu.labels.keys() - menu.choices.keys():
        yield Problem(menu.id, "label_without_choice", f"key {key!r} has words but leads nowhere")
    if not 1 <= menu.attempts_max <= MENU_ATTEMPTS_MAX:
        yield Problem(menu.id, "bad_attempts", f"attempts are between 1 and {MENU_ATTEMPTS_MAX}")
    if not 1 <= menu.answer_seconds_max <= ANSWER_SECONDS_MAX:
        yield Problem(menu.id, "bad_answer_seconds", f"the time for a key is between 1 and {ANSWER_SECONDS_MAX} seconds")
    yield from _of_prompts(menu.id, menu.wrong_key_prompts, languages)


def _of_hours(hours: Hours) -> Iterator[Problem]:
    if zone(hours.time_zone) is None:
        yield Problem(hours.id, "unknown_time_zone", f"{hours.time_zone!r} is no IANA time zone")
    if len(hours.openings) > OPENINGS_MAX or len(hours.closed_on) > CLOSED_DAYS_MAX:
        yield Problem(hours.id, "too_many_hours", f"at most {OPENINGS_MAX} openings and {CLOSED_DAYS_MAX} closed days")
    for opening in hours.openings:
        if not 0 <= opening.weekday <= 6:
            yield Problem(hours.id, "bad_weekday", f"weekday {opening.weekday}; 0 is Monday, 6 is Sunday")
        if opening.opens.tzinfo is not None or opening.closes.tzinfo is not None:
            yield Problem(hours.id, "bad_opening", "opening times are local, without an offset")
        elif opening.closes != MIDNIGHT and opening.opens >= opening.closes:
            yield Problem(hours.id, "bad_opening", f"opens {opening.opens}, closes {opening.closes}: no opening spans midnight")


def _of_targets(flow: Flow, nodes: dict[NodeId, Node]) -> Iterator[Problem]:
    if flow.nodes and flow.entry not in nodes:
        yield Problem("", "unknown_target", f"the entry leads to {flow.entry}, which does not exist")
    for node in flow.nodes:
        for target in dict.fromkeys(targets(node)):
            if target not in nodes:
                yield Problem(node.id, "unknown_target", f"leads to {target}, which does not exist")


def _unreachable(flow: Flow, nodes: dict[NodeId, Node]) -> Iterator[Problem]:
    if flow.entry not in nodes:
        return
    seen = {flow.entry}
    open_ends = [flow.entry]
    while open_ends:
        for target in targets(nodes[open_ends.pop()]):
            if target in nodes and target not in seen:
                seen.add(target)
                open_ends.append(target)
    for name in nodes:
        if name not in seen:
            yield Problem(name, "unreachable", "no way leads here")


def _endless(flow: Flow, nodes: dict[NodeId, Node]) -> Iterator[Problem]:
    """Nodes of a circle in which a caller who presses nothing would go round for ever: they reach themselves in silence."""
    ways = {name: [target for target in targets_in_silence(node) if target in nodes] for name, node in nodes.items()}
    for name in nodes:
        seen: set[NodeId] = set()
        open_ends = list(ways[name])
        while open_ends and name not in seen:
            target = open_ends.pop()
            if target not in seen:
                seen.add(target)
                open_ends += ways[target]
        if name in seen:
            yield Problem(name, "endless", "a caller who presses nothing would come back here for ever")
