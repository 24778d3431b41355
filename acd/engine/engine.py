"""The engine: one inbox, one writer. Events go through the floor one at a time; what it orders is carried out in between.

The order of work for one event is the order of urgency: what the PBX shall do is sent first; then the facts are written
to the journal; only then does anybody outside hear of them. Nothing on this path waits.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Final

import msgspec

from acd.core import commands as c
from acd.core import events as e
from acd.core.floor import Floor
from acd.engine.clock import EngineClock
from acd.engine.journal import Journal
from acd.engine.timers import Alarm, Timers
from acd.ports import Pbx
from contracts.configuration import CenterConfiguration
from contracts.facts import FactEnvelope
from contracts.intents import IntentEnvelope, Refusal
from contracts.live import LiveState
from contracts.outlook import Outlook, Question

log = logging.getLogger(__name__)

#: an intent that the floor did not answer; the floor's rule is that it always does
UNANSWERED: Final = Refusal(code="unanswered", detail="the floor gave no answer")


class ReplacedError(Exception):
    """Another engine has taken over Asterisk. This one has nothing to say any more."""


class Engine:
    """`on_facts` is called after facts were journaled. `pbx` is set before `start`, since the PBX needs the inbox first."""

    def __init__(
        self,
        clock: EngineClock,
        journal: Journal,
        configuration: CenterConfiguration,
        on_facts: Callable[[], None] = lambda: None,
    ) -> None:
        self.clock = clock
        self._journal = journal
        self._on_facts = on_facts
        self._floor = Floor(clock.epoch, configuration)
        self._loop = asyncio.get_running_loop()
        self._timers: Timers[c.Timer] = Timers(self._set_alarm, clock.now)
        self._timers.ring = self._rang
        self._inbox: deque[e.Event] = deque()
        self._busy = False
        self._facts: list[FactEnvelope] = []
        self._answers: dict[str, Refusal | None] = {}
        self._broken: asyncio.Future[None] = self._loop.create_future()
        self.pbx: Pbx | None = None

    @property
    def live(self) -> LiveState:
        """The live state after the last fact; to be read at once, never changed."""
        return self._floor.snapshot()

    def start(self, before: LiveState | None) -> None:
        """Begin the epoch; `before` is the live state at the end of the last one."""
        self._carry_out(self._floor.start(self.clock.now(), before))
        self._keep_facts()

    def post(self, event: e.Event) -> None:
        """Put an event into the inbox. It is handled before this returns, unless another one is being handled."""
        self._inbox.append(event)
        if not self._busy and not self._broken.done():
            self._work()

    def intend(self, envelope: IntentEnvelope) -> Refusal | None:
        """Have an intent carried out; why not, or None."""
        self._answers[envelope.id] = UNANSWERED
        self.post(e.IntentReceived(self.clock.now(), envelope))
        return self._answers.pop(envelope.id)

    def outlook(self, question: Question) -> Outlook | None:
        """As of now; the floor's own time is that of its last event."""
        told = self._floor.outlook(question)
        return None if told is None else msgspec.structs.replace(told, at=self.clock.now())

    def adopt(self, configuration: CenterConfiguration) -> None:
        """Route by this configuration from now on."""
        self.post(e.ConfigurationPublished(self.clock.now(), configuration))

    async def run(self) -> None:
        """Return never; raise what broke the floor, since going on with a wrong state would be worse than a restart."""
        await self._broken

    def replaced(self) -> None:
        """Somebody else leads: `run` raises ReplacedError and nothing more is taken in."""
        if not self._broken.done():
            self._broken.set_exception(ReplacedError("Another engine has taken over Asterisk"))

    def _work(self) -> None:
        self._busy = True
        try:
            try:
                while self._inbox:
                    event = self._inbox.popleft()
                    self._carry_out(self._floor.handle(event))
            finally:
                self._keep_facts()
        except Exception as error:  # the one supervisor: called from callbacks of the loop, which would swallow it
            if not self._broken.done():
                self._broken.set_exception(error)
        finally:
            self._busy = False

    def _carry_out(self, commands: list[c.Command]) -> None:
        """The PBX first, and of its orders the ones that make a phone ring; those have a key of their own."""
        assert self.pbx is not None
        others: list[c.Command] = []
        for command in commands:
            if isinstance(command, c.RingDevice):
                self.pbx.perform(command)
            else:
                others.append(command)
        for command in others:
            match command:
                case c.Publish(envelope):
                    self._facts.append(envelope)
                case c.SetTimer(timer, at):
                    self._timers.set(timer, at)
                case c.CancelTimer(timer):
                    self._timers.cancel(timer)
                case c.AnswerIntent(outcome):
                    if outcome.id in self._answers:
                        self._answers[outcome.id] = outcome.refused
                case _:
                    self.pbx.perform(command)

    def _keep_facts(self) -> None:
        """One write for all facts since the last; then whoever ships them is told."""
        if self._facts:
            facts, self._facts = self._facts, []
            self._journal.append(facts)
            self._on_facts()

    def _rang(self, timer: c.Timer) -> None:
        self.post(e.TimerFired(self.clock.now(), timer))

    def _set_alarm(self, at: int, callback: Callable[[], None]) -> Alarm:
        return self._loop.call_later(self.clock.delay_s(at), callback)
