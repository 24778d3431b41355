"""`GET /api/v1/live`: what the WebSocket says as hello, for programs that ask now and then."""

from __future__ import annotations

import asyncio
from concurrent.futures import TimeoutError as FutureTimeout
from typing import ClassVar, cast

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
from ccplatform.realtime.groups import Audience
from ccplatform.realtime.hub import Hub, current
from contracts.permissions import Permission
from contracts.views import Me

ANSWER_SECONDS_MAX = 2.0


class LiveView(View):
    """The live state of the whole center (contracts/views.py, Hello)."""

    permission: ClassVar[Declaration] = Permission.LIVE_ALL

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> HttpResponse:
        user = cast("User", request.user)
        agent = agent_of(user)
        hub = current()
        if hub is None or hub.loop is None:
            raise _away()
        asked = asyncio.run_coroutine_threadsafe(_hello(hub, me_of(user, agent.pk if agent else None)), hub.loop)
        try:
            return HttpResponse(asked.result(ANSWER_SECONDS_MAX), content_type="application/json")
        except FutureTimeout as late:
            asked.cancel()
            raise _away() from late


async def _hello(hub: Hub, me: Me) -> str:
    return hub.hello(me, Audience(everything=True))


def _away() -> Unavailable:
    sentence = said(en="This process does not follow the engine.", de="Dieser Prozess folgt der Vermittlung nicht.")
    return Unavailable("live_away", sentence)
