"""Walks one caller through one version of a flow. Digits, ends of prompts and time-outs go in; what to do next comes out.

A walk is always in one of two states: PLAYING (prompts are heard) or AWAITING (a menu waits for a key), until it is OVER.

    start ──► PLAYING ──prompts ended──► AWAITING ──key, time-out──► PLAYING ... ──► OVER (in a queue, or ended)

A key interrupts the prompts of a menu. A greeting is heard to its end; keys pressed meanwhile are kept for the menus that
follow, so that who knows the tree need not listen to it.
"""

from __future__ import annotations

from collections import deque
from enum import StrEnum
from typing import Final

import msgspec

from contracts.flows import FLOW_NODES_MAX, Enqueue, Flow, Greeting, HangUp, Hours, Menu, Node, Prompt
from contracts.ids import Instant, LabelId, NodeId, QueueId, Seconds, SkillId
from contracts.vocabulary import MenuOutcome
from ivr.core.hours import is_open

KEYS: Final = "0123456789*#"
#: keys kept ahead of the menus they are for
KEYS_KEPT_MAX: Final = 10
#: nodes walked through without anything to hear or to ask; a published flow has no such loop
SILENT_NODES_MAX: Final = FLOW_NODES_MAX
#: nodes one caller may visit; who goes round for so long is not listening
VISITS_MAX: Final = 500


class State(StrEnum):
    PLAYING = "playing"
    AWAITING = "awaiting"
    OVER = "over"


class Visited(msgspec.Struct, frozen=True):
    """The caller has come to this node."""

    node: NodeId


class Answered(msgspec.Struct, frozen=True):
    """A menu had an answer, or none. `key` is "" on a time-out, `label` the choice in words."""

    node: NodeId
    outcome: MenuOutcome
    key: str = ""
    label: str = ""


class Play(msgspec.Struct, frozen=True):
    """Play these, then call `on_prompts_ended`. Whatever plays now is to be stopped."""

    media: tuple[str, ...]


class AwaitKey(msgspec.Struct, frozen=True):
    """Call `on_timeout` when no key came for so long."""

    seconds: Seconds


class EnterQueue(msgspec.Struct, frozen=True):
    queue: QueueId
    language: str
    priority: int
    required_skills: dict[SkillId, int] = {}
    label: LabelId | None = None


class Leave(msgspec.Struct, frozen=True):
    """The flow is over and the caller is to be hung up. `fault`: "" or why the flow could not go on."""

    fault: str = ""


Outcome = Play | AwaitKey | EnterQueue | Leave


class Step(msgspec.Struct, frozen=True):
    """What happened on the way, in order, and what to do now; None = go on with what is being done."""

    notes: list[Visited | Answered]
    outcome: Outcome | None


class Walk:
    """One caller in one flow version. Every method may be called at any time; what does not fit changes nothing."""

    __slots__ = ("_failures", "_kept", "_nodes", "_notes", "_visits", "flow", "node", "state")

    def __init__(self, flow: Flow) -> None:
        self.flow: Final = flow
        self._nodes: dict[NodeId, Node] = {node.id: node for node in flow.nodes}
        self._kept: deque[str] = deque(maxlen=KEYS_KEPT_MAX)
        self._failures = 0
        self._visits = 0
        self._notes: list[Visited | Answered] = []
        self.state = State.PLAYING
        self.node = flow.entry

    def start(self, at: Instant, node: NodeId | None = None) -> Step:
        """Begin at the entry, or at `node` when the flow has it: a restarted engine says the menu again."""
        return self._step(self._go(node if node is not None and node in self._nodes else self.flow.entry, at))

    def on_digit(self, digit: str, at: Instant) -> Step:
        """A key was pressed; anything but the twelve keys of a telephone is ignored."""
        node = self._nodes.get(self.node)
        if self.state is State.OVER or digit not in KEYS or len(digit) != 1:
            return self._step(None)
        if not isinstance(node, Menu):
            self._kept.append(digit)
            return self._step(None)
        return self._step(self._press(node, digit, at))

    def on_prompts_ended(self, at: Instant) -> Step:
        """The last Play was heard to its end, or could not be played."""
        node = self._nodes.get(self.node)
        if self.state is not State.PLAYING or node is None:
            return self._step(None)
        if isinstance(node, Menu):
            self.state = State.AWAITING
            return self._step(AwaitKey(node.answer_seconds_max))
        if isinstance(node, Greeting):
            return self._step(self._go(node.next, at))
        return self._step(self._leave())

    def on_timeout(self, at: Instant) -> Step:
        """The time of the last AwaitKey is over."""
        node = self._nodes.get(self.node)
        if self.state is not State.AWAITING or not isinstance(node, Menu):
            return self._step(None)
        self._notes.append(Answered(node.id, MenuOutcome.TIMED_OUT))
        return self._step(self._fail(node, (), at))

    def _step(self, outcome: Outcome | None) -> Step:
        step = Step(self._notes, outcome)
        self._notes = []
        return step

    def _leave(self, fault: str = "") -> Leave:
        self.state = State.OVER
        return Leave(fault)

    def _go(self, target: NodeId, at: Instant) -> Outcome:
        """Visit `target`, and what follows it as long as nothing is to be heard or asked."""
        for _ in range(SILENT_NODES_MAX):
            node = self._nodes.get(target)
            if node is None:
                return self._leave(f"there is no node {target}")
            self._visits += 1
            if self._visits > VISITS_MAX:
                return self._leave(f"more than {VISITS_MAX} nodes visited")
            self.node, self._failures = target, 0
            self._notes.append(Visited(target))
            onward = self._enter(node, at)
            if not isinstance(onward, str):
                return onward
            target = onward
        return self._leave(f"{SILENT_NODES_MAX} nodes in a row with nothing to hear")

    def _enter(self, node: Node, at: Instant) -> Outcome | NodeId:
        """What to do at `node`, or where to go on at once."""
        if isinstance(node, Enqueue):
            self.state = State.OVER
            skills = {required.skill: required.level_min for required in node.required_skills}
            return EnterQueue(node.queue, node.language, node.priority, skills, node.label)
        if isinstance(node, Hours):
            return node.open_next if is_open(node, at) else node.closed_next
        if isinstance(node, Menu):
            if self._kept:
                return self._press(node, self._kept.popleft(), at)
            return self._ask(node, ())
        if media := spoken(node.prompts):
            self.state = State.PLAYING
            return Play(media)
        return node.next if isinstance(node, Greeting) else self._leave()

    def _ask(self, menu: Menu, before: tuple[str, ...]) -> Outcome:
        if media := before + spoken(menu.prompts):
            self.state = State.PLAYING
            return Play(media)
        self.state = State.AWAITING
        return AwaitKey(menu.answer_seconds_max)

    def _press(self, menu: Menu, key: str, at: Instant) -> Outcome:
        target = menu.choices.get(key)
        if target is not None:
            self._notes.append(Answered(menu.id, MenuOutcome.CHOSEN, key, menu.labels.get(key, "")))
            return self._go(target, at)
        # Keys that were meant for later menus make no sense after a wrong one.
        self._kept.clear()
        self._notes.append(Answered(menu.id, MenuOutcome.WRONG_KEY, key))
        return self._fail(menu, spoken(menu.wrong_key_prompts), at)

    def _fail(self, menu: Menu, before: tuple[str, ...], at: Instant) -> Outcome:
        self._failures += 1
        if self._failures < menu.attempts_max:
            return self._ask(menu, before)
        self._notes.append(Answered(menu.id, MenuOutcome.GAVE_UP))
        return self._go(menu.otherwise, at)


def spoken(prompts: list[Prompt]) -> tuple[str, ...]:
    """What the PBX can play of them."""
    return tuple(prompt.media for prompt in prompts if prompt.media)


def leaves(node: Node) -> bool:
    """Whether the flow ends at this node."""
    return isinstance(node, Enqueue | HangUp)
