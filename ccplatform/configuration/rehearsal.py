"""Trying changes out: each is made by the form and the service that would make it, in a transaction that is rolled back.

So a preview says exactly what saving would say, a draft is a list of changes that were all tried, and nothing of it leaves the database:
announcements wait for a commit that never comes, and texts are not spoken (kernel.speaking.silence).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import msgspec
from django.db import connection, transaction
from django.db.models import Model, ProtectedError
from django.http import Http404, HttpRequest
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from ccplatform.accounts.models import User
from ccplatform.agents.api.views import AgentViewSet, TeamViewSet
from ccplatform.configuration import documents, selectors, services
from ccplatform.configuration.building import assemble, build
from ccplatform.configuration.checking import problems
from ccplatform.configuration.consequences.finding import Consequence, consequences
from ccplatform.configuration.differences import Change, differences
from ccplatform.configuration.documents import Document
from ccplatform.configuration.forms import CenterSerializer
from ccplatform.kernel.announcements import ConfigurationChanged, announce_on_commit
from ccplatform.kernel.api.failures import as_problem
from ccplatform.kernel.api.views import ConfigurationViewSet
from ccplatform.kernel.problems import Conflict, Invalid, Problem
from ccplatform.kernel.speaking import silence
from ccplatform.kernel.words import Words, said
from ccplatform.queues.api.views import HoursViewSet, LabelViewSet, QueueViewSet, SkillViewSet
from contracts.configuration import CenterConfiguration
from ivr.flows.models import Flow
from ivr.flows.services import publish_flow
from telephony.provisioning.api.views import NumberViewSet

FORMS: Final[Mapping[str, type[ConfigurationViewSet[Any]]]] = {
    "skills": SkillViewSet,
    "hours": HoursViewSet,
    "labels": LabelViewSet,
    "queues": QueueViewSet,
    "agents": AgentViewSet,
    "teams": TeamViewSet,
    "numbers": NumberViewSet,
}
"""What may be tried and drafted like a row of a list. Trunks and devices have secrets, which no draft may hold: they are saved at once."""
CENTER, FLOWS = "center", "flows"
KINDS: Final = (*FORMS, CENTER, FLOWS)

CHANGED_LENGTH_MAX: Final = 40
REASONS_TOLD_MAX: Final = 3

Deed = Literal["created", "changed", "removed", "published"]
DEEDS: Final = ("created", "changed", "removed", "published")


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """One change that somebody wants. `fields` as the address of that kind takes them; `published` is for flows alone, with `draft`."""

    kind: str
    id: int
    deed: Deed
    fields: dict[str, Any] = {}


@dataclass(frozen=True)
class Refused:
    """The change at `place` (counted from 0) cannot be made; `errors` by field."""

    place: int
    kind: str
    id: int
    code: str
    detail: str
    errors: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Effects:
    """`changes` in words, `problems` that would keep the whole from being published, and what it leads to."""

    changes: list[Change]
    problems: list[str]
    refused: list[Refused]
    consequences: list[Consequence]


@contextmanager
def trial() -> Iterator[None]:
    """Whatever is changed inside is as if it had never been."""
    with silence(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def reserve(kind: str) -> int:
    """A key for a thing that is still to be made. Never given again: sequences do not roll back."""
    if kind not in FORMS:
        raise _unknown_kind(kind)
    table = FORMS[kind]().get_queryset().model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        key: int = cursor.fetchone()[0]
    return key


def perform(wish: Wish, by: User) -> Any:
    """Makes the change, as if `by` had saved the form; the thing, None when it was removed.

    Raises Problem, ValidationError, ProtectedError and Http404, as the REST address does.
    """
    if wish.kind == CENTER:
        return _perform_center(wish, by)
    if wish.kind == FLOWS:
        return _publish(wish, by)
    if wish.kind not in FORMS:
        raise _unknown_kind(wish.kind)
    view = form(wish.kind, by)
    if wish.deed == "created":
        thing = view.get_queryset().model(pk=wish.id)
        serializer = view.get_serializer(data=wish.fields)
    else:
        thing = _found(view, wish.id)
        if wish.deed == "removed":
            view.remove(thing)
            return None
        serializer = view.get_serializer(thing, data=wish.fields, partial=True)
    serializer.is_valid(raise_exception=True)
    return view.store(thing, dict(serializer.validated_data))


def form(kind: str, by: User) -> ConfigurationViewSet[Any]:
    """The view that serves this kind, as if `by` asked."""
    view = FORMS[kind]()
    view.request = Request(HttpRequest())
    view.request.user = by
    view.format_kwarg = None
    view.kwargs = {}
    return view


def _found(view: ConfigurationViewSet[Any], key: int) -> Model:
    thing: Model | None = view.get_queryset().filter(pk=key).first()
    if thing is None:
        raise Http404
    return thing


def _perform_center(wish: Wish, by: User) -> Any:
    serializer = CenterSerializer(selectors.center(), data=wish.fields, partial=True)
    serializer.is_valid(raise_exception=True)
    return services.save_center(fields=dict(serializer.validated_data), by=by)


def _publish(wish: Wish, by: User) -> Any:
    """Of a flow what the draft was when this was wanted, not what it is now: somebody may be working on it."""
    if wish.deed != "published":
        message = said(en="Of a flow only publishing can wait.", de="Bei einem Ablauf kann nur das Veröffentlichen warten.")
        raise Invalid.field("deed", "flow_deed", message)
    flow = Flow.objects.filter(pk=wish.id).first()
    if flow is None:
        raise Http404
    if "draft" in wish.fields:
        flow.draft = {**wish.fields["draft"], "id": flow.pk, "name": flow.name}
    return publish_flow(flow=flow, by=by)


def _unknown_kind(kind: str) -> Invalid:
    message = said(en="{kind} cannot be drafted: it is saved at once.", de="{kind} wird sofort gespeichert, nicht entworfen.", kind=kind)
    return Invalid.field("kind", "kind_at_once", message)


@transaction.atomic
def make_all(wishes: Sequence[Wish], by: User, what: str) -> None:
    """All of them in one version, or none. Raises Conflict, which says by place what cannot be ("changes.3.name"), BrokenConfiguration."""
    # The first announcement of a transaction is the one that is told: not that of the last change.
    announce_on_commit(ConfigurationChanged(what=what[:CHANGED_LENGTH_MAX], by=by.pk))
    if refused := perform_all(wishes, by):
        errors: dict[str, list[Words]] = {}
        for one in refused:
            for field, sentences in (one.errors or {"": [one.detail]}).items():
                errors.setdefault(f"changes.{one.place}.{field}".rstrip("."), []).extend(sentences)
        why = " ".join(one.detail for one in refused[:REASONS_TOLD_MAX])
        message = said(en="Nothing was changed: {why}", de="Es wurde nichts geändert: {why}", why=why)
        raise Conflict("changes_refused", message, errors)
    build(version=0, published_at=0)


def perform_all(wishes: Sequence[Wish], by: User) -> list[Refused]:
    """Each by itself: one that cannot be made leaves the others alone. Inside a transaction."""
    refused = []
    for place, wish in enumerate(wishes):
        try:
            with transaction.atomic():
                perform(wish, by)
        except (Problem, ValidationError, ProtectedError, Http404, msgspec.ValidationError) as error:
            refused.append(_refusal(place, wish, error))
    return refused


def _refusal(place: int, wish: Wish, error: Exception) -> Refused:
    answer = as_problem(error, {})
    told: dict[str, Any] = answer.data if answer is not None else {"code": "unreadable", "detail": str(error)}
    return Refused(place, wish.kind, wish.id, told["code"], told["detail"], told.get("errors", {}))


def effects(wishes: Sequence[Wish], by: User, on: date) -> Effects:
    """What these changes would do, one after the other. `on` is the day for whose clocks times of the week are told."""
    with trial():
        before = _look()
        refused = perform_all(wishes, by)
        after = _look()
    skills = {skill.id: skill.name for document in (before[0], after[0]) for skill in document.skills}
    told = consequences(before[1], after[1], skills, on)
    return Effects(differences(before[0], after[0]), list(problems(after[1])), refused, told)


def _look() -> tuple[Document, CenterConfiguration]:
    return documents.document(), assemble(version=0, published_at=0)
