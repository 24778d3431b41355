"""The live center for those who ask now and then: all of it, and the directory of places to lead a caller to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from typing import ClassVar, cast

import msgspec
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from ccplatform.accounts.models import User
from ccplatform.agents.selectors import agent_of
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from ccplatform.kernel.problems import Unavailable
from ccplatform.kernel.words import said
from ccplatform.realtime.consumer import me_of
from ccplatform.realtime.directory import directory
from ccplatform.realtime.groups import Audience
from ccplatform.realtime.hub import Hub, current
from contracts.permissions import Permission

ANSWER_SECONDS_MAX = 2.0


class LiveView(View):
    """The live state of the whole center (contracts/views.py, Hello)."""

    permission: ClassVar[Declaration] = Permission.LIVE_ALL

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> HttpResponse:
        user = cast("User", request.user)
        agent = agent_of(user)
        me = me_of(user, agent.pk if agent else None)
        return _told(lambda hub: hub.hello(me, Audience(everything=True)))


class DirectoryView(View):
    """Every queue, how long its line is, and every published flow: for whoever transfers, asks or dials (directory.py, Directory)."""

    permission: ClassVar[Declaration] = Permission.INTERACTION_OWN

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> HttpResponse:
        return _told(lambda hub: msgspec.json.encode(directory(hub.replica.state, hub.replica.names)))


def _told(tell: Callable[[Hub], str | bytes]) -> HttpResponse:
    """What the hub says, asked in its own event loop: its state changes there."""

    async def ask(hub: Hub) -> str | bytes:
        return tell(hub)

    hub = current()
    if hub is None or hub.loop is None:
        raise _away()
    asked = asyncio.run_coroutine_threadsafe(ask(hub), hub.loop)
    try:
        return HttpResponse(asked.result(ANSWER_SECONDS_MAX), content_type="application/json")
    except FutureTimeout as late:
        asked.cancel()
        raise _away() from late


def _away() -> Unavailable:
    sentence = said(en="This process does not follow the engine.", de="Dieser Prozess folgt der Vermittlung nicht.")
    return Unavailable("live_away", sentence)
