"""What the engine tells of those who wait, with the names that things have today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from redis.exceptions import RedisError
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.agents.models import Agent, NotReadyReason, Team
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from ccplatform.kernel.engine import NoAnswer, as_problem, ask_about
from ccplatform.kernel.instants import moment
from ccplatform.kernel.words import language
from ccplatform.queues.models import Queue, Skill
from ccplatform.realtime import outlook_words
from contracts.ids import Instant, InteractionId, QueueId
from contracts.outlook import Outlook, Prospect
from contracts.permissions import Permission
from reporting.decisions import sentences

Row = dict[str, Any]


class OutlookPlaceSerializer(serializers.Serializer[Any]):
    """`name` is today's; "#" and the number when it was deleted since."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class OutlookSkillSerializer(OutlookPlaceSerializer):
    level = serializers.IntegerField()


class ProspectSerializer(serializers.Serializer[Any]):
    """Somebody who could take it. `place`: 1 = would be asked next, 0 = cannot be asked now, and `sentence` says why."""

    agent = OutlookPlaceSerializer()
    place = serializers.IntegerField()
    why = serializers.CharField(help_text="free, or why not: a state, unreachable, no_capacity, tried, skill.")
    sentence = serializers.CharField()
    stage = serializers.IntegerField(allow_null=True, help_text="The ring from which on the skills suffice; null = from none.")
    level = serializers.IntegerField()
    since = serializers.DateTimeField(allow_null=True)
    skills = OutlookSkillSerializer(many=True)
    lacks = OutlookSkillSerializer(many=True)


class NextRingSerializer(serializers.Serializer[Any]):
    stage = serializers.IntegerField()
    at = serializers.DateTimeField()
    required_skills = OutlookSkillSerializer(many=True)
    teams = OutlookPlaceSerializer(many=True)
    gains = serializers.IntegerField(help_text="So many may be asked only from then on.")


class WaitingOutlookSerializer(serializers.Serializer[Any]):
    """Who could take the one who waits, and why nobody does. `interaction` null: nobody waits, and it is about whoever comes next."""

    at = serializers.DateTimeField()
    sentence = serializers.CharField()
    queue = OutlookPlaceSerializer()
    interaction = serializers.CharField(allow_null=True)
    waiting = serializers.IntegerField()
    place = serializers.IntegerField(help_text="1 = next.")
    stage = serializers.IntegerField(help_text="The ring that was reached; 0 = the queue's own skills.")
    entered_at = serializers.DateTimeField(allow_null=True)
    required_skills = OutlookSkillSerializer(many=True)
    next_ring = NextRingSerializer(allow_null=True)
    kept_for = OutlookPlaceSerializer(allow_null=True)
    kept_until = serializers.DateTimeField(allow_null=True)
    people_count = serializers.IntegerField()
    people = ProspectSerializer(many=True, help_text="The nearest to be free first, 100 at most.")
    next = serializers.ListField(child=serializers.CharField(), help_text="Who is served in which order, 20 at most.")


class QueueOutlookView(View):
    """Who could take those who wait in a queue, and why nobody does: the engine's own word, asked now."""

    permission: ClassVar[Declaration] = Permission.LIVE_ALL

    @extend_schema(responses=WaitingOutlookSerializer)
    def get(self, request: Request, queue: int) -> Response:
        """Of who is first in line. 404 for a queue that the engine does not know, 503 `engine_away` when it does not answer."""
        return _answer(queue=queue)


class InteractionOutlookView(View):
    """The same of one who waits."""

    permission: ClassVar[Declaration] = Permission.LIVE_ALL

    @extend_schema(responses={200: WaitingOutlookSerializer, 204: None})
    def get(self, request: Request, interaction: str) -> Response:
        """204 when it does not wait any more, which is no mistake of who asks."""
        return _answer(interaction=interaction)


def _answer(*, queue: QueueId | None = None, interaction: InteractionId | None = None) -> Response:
    try:
        told = ask_about(queue=queue, interaction=interaction)
    except RedisError:
        told = NoAnswer()
    if isinstance(told, NoAnswer):
        raise as_problem(told)
    if told is None and queue is not None:
        raise Http404
    if told is None:
        return Response(status=204)
    return Response(WaitingOutlookSerializer(row(told, Names(told))).data)


class Names:
    """Of everything that an outlook mentions."""

    def __init__(self, told: Outlook) -> None:
        agents = {one.agent for one in told.people} | {key for key in (told.offered_to, told.kept_for) if key is not None}
        ring = told.next_ring
        skills = {skill for one in told.people for skill in (*one.skills, *one.lacks)} | set(told.required_skills)
        skills |= set(ring.required_skills) if ring is not None else set()
        self.agents = dict(Agent.objects.filter(pk__in=agents).values_list("pk", "name"))
        self.skills = dict(Skill.objects.filter(pk__in=skills).values_list("pk", "name"))
        self.teams = dict(Team.objects.filter(pk__in=ring.teams if ring is not None else []).values_list("pk", "name"))
        self.queues = dict(Queue.objects.filter(pk=told.queue).values_list("pk", "name"))
        german = language() == "de"
        self.reasons = {one.code: one.name_de if german else one.name_en for one in NotReadyReason.objects.all()}


def row(told: Outlook, names: Names) -> Row:
    """Instants are datetimes."""
    ring = told.next_ring
    return {
        "at": moment(told.at),
        "sentence": outlook_words.explained(told, lambda agent: _named(names.agents, agent)["name"], names.reasons),
        "queue": _named(names.queues, told.queue),
        "interaction": told.interaction,
        "waiting": told.waiting,
        "place": told.place,
        "stage": told.stage,
        "entered_at": _moment(told.entered_at),
        "required_skills": _levels(names.skills, told.required_skills),
        "next_ring": None
        if ring is None
        else {
            "stage": ring.stage,
            "at": moment(ring.at),
            "required_skills": _levels(names.skills, ring.required_skills),
            "teams": [_named(names.teams, team) for team in ring.teams],
            "gains": ring.gains,
        },
        "kept_for": None if told.kept_for is None else _named(names.agents, told.kept_for),
        "kept_until": _moment(told.kept_until),
        "people_count": told.people_count,
        "people": list(_people(told.people, names)),
        "next": told.next,
    }


def _people(people: Iterable[Prospect], names: Names) -> Iterable[Row]:
    for one in people:
        lacks = _levels(names.skills, one.lacks)
        said = sentences.why_not(one.why, [(skill["name"], skill["level"]) for skill in lacks])
        reason = names.reasons.get(one.reason, one.reason) if one.why == "not_ready" else ""
        yield {
            "agent": _named(names.agents, one.agent),
            "place": one.place,
            "why": one.why,
            "sentence": f"{said} ({reason})" if reason else said,
            "stage": one.stage,
            "level": one.level,
            "since": _moment(one.since),
            "skills": _levels(names.skills, one.skills),
            "lacks": lacks,
        }


def _named(names: Mapping[int, str], key: int) -> Row:
    return {"id": key, "name": names.get(key, f"#{key}")}


def _levels(names: Mapping[int, str], levels: Mapping[int, int]) -> list[Row]:
    return [{**_named(names, skill), "level": level} for skill, level in sorted(levels.items())]


def _moment(at: Instant) -> Any:
    return moment(at) if at else None
