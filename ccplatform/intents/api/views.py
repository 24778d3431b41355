"""One address per intent. 204: the engine carries it out; 409: it refused, with its code; 503: it does not answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.agents.selectors import agent_of, live_state
from ccplatform.intents.api import serializers as s
from ccplatform.intents.services import carry_out
from ccplatform.kernel.api.permissions import Declaration, Demand
from ccplatform.kernel.api.views import View
from ccplatform.kernel.engine import may_cancel
from ccplatform.kernel.instants import moment
from ccplatform.queues.models import Queue
from contracts import intents as i
from contracts.live import LiveCallback
from contracts.permissions import Permission

Fields = dict[str, Any]


def demand_of(intent: type[Any]) -> Demand:
    """Either permission opens the door; whose it is is looked at behind it."""
    return intent.own if intent.own == intent.other else (intent.own, intent.other)


class IntentView(View):
    """Made by `address_of`; what stands in the address and in the body makes the intent."""

    intent: ClassVar[type[Any]]
    serializer: ClassVar[type[serializers.Serializer[Any]]]

    def carry_out(self, request: Request, named: Fields) -> Response:
        asked = self.serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        carry_out(self.intent, {**asked.validated_data, **named}, who(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def address_of(intent: type[Any], serializer: type[serializers.Serializer[Any]] = s.ActingSerializer) -> Callable[..., Any]:
    """A view that POSTs this kind of intent, documented by the intent's own words."""

    def post(self: IntentView, request: Request, **named: Any) -> Response:
        return self.carry_out(request, named)

    # What OpenAPI says of the operation.
    post.__doc__ = intent.__doc__
    members = {
        "intent": intent,
        "serializer": serializer,
        "permission": {"post": demand_of(intent)},
        "post": extend_schema(request=serializer, responses={204: None})(post),
    }
    return cast("type[View]", type(f"{intent.__name__}View", (IntentView,), members)).as_view()


class ClosingView(View):
    """Emergency closing."""

    permission: ClassVar[Declaration] = {"put": Permission.QUEUE_CLOSE}

    @extend_schema(request=s.ClosingSerializer, responses=s.ClosingSerializer)
    def put(self, request: Request, queue: int) -> Response:
        """Closes a queue at once, until it is opened again; who waits is led away by its emergency rule."""
        get_object_or_404(Queue, pk=queue)
        return closed(request, queue)


class EveryQueueClosingView(View):
    """Emergency closing of the whole center."""

    permission: ClassVar[Declaration] = {"put": Permission.QUEUE_CLOSE}

    @extend_schema(operation_id="every_queue_closing_update", request=s.ClosingSerializer, responses=s.ClosingSerializer)
    def put(self, request: Request) -> Response:
        """The same with every queue."""
        return closed(request, None)


def closed(request: Request, queue: int | None) -> Response:
    asked = s.ClosingSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    carry_out(i.CloseQueue, {"queue": queue, **asked.validated_data}, who(request))
    return Response(asked.data)


class CallbacksView(View):
    """Call-backs that are arranged and not done."""

    permission: ClassVar[Declaration] = {
        "get": (Permission.LIVE_OWN, Permission.LIVE_ALL),
        "post": demand_of(i.ScheduleCallback),
    }

    @extend_schema(responses=s.LiveCallbackSerializer(many=True), parameters=[OpenApiParameter("queue", int)])
    def get(self, request: Request) -> Response:
        """From the engine's last snapshot, soonest first: all of them with live.all, else those ordered by or meant for the own agent."""
        user = who(request)
        own = agent_of(user)
        found = list(live_state().callbacks.values())
        if Permission.LIVE_ALL not in user.permissions:
            found = [one for one in found if own is not None and own.pk in (one.for_agent, one.by)]
        if (queue := request.query_params.get("queue", "")).isdecimal():
            found = [one for one in found if one.queue == int(queue)]
        found.sort(key=lambda one: (one.due_at, one.entered_at, one.id))
        return Response(s.LiveCallbackSerializer([_shown(one) for one in found], many=True).data)

    @extend_schema(request=s.CallbackOrderSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """Arranges a call-back: at its time it waits in the queue like a caller."""
        asked = s.CallbackOrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        carry_out(i.ScheduleCallback, {name: value for name, value in asked.validated_data.items() if value is not None}, who(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class CallbackView(View):
    """One of them."""

    permission: ClassVar[Declaration] = {"delete": demand_of(i.CancelCallback)}

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, callback: str) -> Response:
        """Takes it back. One that an agent ordered or is to make is that agent's; any other takes interaction.any."""
        user = who(request)
        own = agent_of(user)
        if not may_cancel(user.permissions, own.pk if own else None, live_state().callbacks.get(callback)):
            raise PermissionDenied
        carry_out(i.CancelCallback, {"callback": callback}, user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _shown(live: LiveCallback) -> Fields:
    names = ("id", "queue", "number", "name", "note", "attempts", "for_agent", "by", "origin", "interaction")
    instants = {name: moment(at) if (at := getattr(live, name)) else None for name in ("due_at", "entered_at")}
    return {name: getattr(live, name) for name in names} | instants | {"first": live.first.value}


def opened(request: Request) -> Response:
    """OpenInteraction, for the address that lists interactions, too (reporting.interactions)."""
    asked = s.NewInteractionSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    carry_out(i.OpenInteraction, asked.validated_data, who(request))
    return Response({"reference": asked.validated_data["reference"]}, status=status.HTTP_202_ACCEPTED)
