"""telephony.ari.connection.AriClient as the adapter sees it: what is sent is kept, and answered when the test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from telephony.ari.base import Request
from telephony.ari.connection import AriClient
from telephony.ari.events import Event
from telephony.ari.models import CallerID, Channel, DialplanCEP
from telephony.ari.protocol import AriOutcome, AriRefused, AriResponse, OnOutcome
from telephony.ari.signals import AriSignal, Connected, Disconnected, EventReceived


class FakeAri(AriClient):
    """`answers` gives the value that a request is answered with; None is an empty answer, an int a refusal's status."""

    def __init__(self, deliver: Callable[[AriSignal], None]) -> None:  # the real one would connect
        self._signal = deliver
        self.sent: list[tuple[str, Request[Any]]] = []
        self.answers: dict[type, Any] = {}
        self.unanswered: list[tuple[Request[Any], OnOutcome | None]] = []

    def connect(self) -> None:
        """The sockets are up; what the adapter asks is answered at once."""
        self.open()
        self.settle()

    def open(self) -> None:
        """The sockets are up; nothing is answered yet."""
        self._signal(Connected("asterisk"))

    def disconnect(self) -> None:
        self._signal(Disconnected("test"))

    def tell(self, *events: Event) -> None:
        for event in events:
            self._signal(EventReceived(event))

    def settle(self) -> None:
        """Answer everything that waits."""
        while self.unanswered:
            request, report = self.unanswered.pop(0)
            if report is not None:
                report(self._outcome(request))

    def take(self) -> list[Request[Any]]:
        """What was sent since the last look."""
        taken, self.sent = [request for _, request in self.sent], []
        return taken

    def send(self, request: Request[Any], *, key: str = "", report: OnOutcome | None = None) -> None:
        self.sent.append((key, request))
        self.unanswered.append((request, report))

    async def ask(self, request: Request[Any], *, key: str = "") -> AriOutcome:
        self.sent.append((key, request))
        return self._outcome(request)

    async def ask_all(self, requests: Iterable[Request[Any]], *, key: str = "") -> list[AriOutcome]:
        return [await self.ask(request, key=key) for request in requests]

    def _outcome(self, request: Request[Any]) -> AriOutcome:
        answer = self.answers.get(type(request), [])
        if isinstance(answer, int):
            return AriRefused(request, answer, "refused by the test")
        return AriResponse(request, 200, msgspec.json.encode(answer).decode())


def channel(leg: str, *, name: str = "PJSIP/t1-00000001", state: str = "Ring", app: str = "", **said: str) -> Channel:
    """A channel as Asterisk describes it; `app` is what it told our application when it entered, "" when it did not."""
    return Channel(
        id=leg,
        protocol_id="",
        name=name,
        state=state,
        caller=CallerID(name=said.get("caller_name", ""), number=said.get("caller", "")),
        connected=CallerID(name="", number=""),
        accountcode="",
        dialplan=DialplanCEP(
            context="inbound",
            exten=said.get("dialled", "s"),
            priority=1,
            app_name=said.get("app_name", "Stasis" if app else ""),
            app_data=f"ccplatform,{app}" if app else "",
        ),
        creationtime="",
        language="en",
    )
