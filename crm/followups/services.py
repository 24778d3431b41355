"""Writing follow-ups. Each service is one transaction and one announcement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.kernel.news import announce_news_on_commit
from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.words import said
from contracts.views import FollowUpsChanged
from crm.contacts.words import e164
from crm.followups.models import DUE_DAYS_MAX, OPEN_FOLLOW_UPS_MAX, FollowUp

GIVEN = ("text", "due_at", "agent", "team", "queue", "contact", "interaction")


@transaction.atomic
def save_follow_up(*, follow_up: FollowUp, fields: Mapping[str, Any], by: User) -> FollowUp:
    """Makes or changes one: GIVEN, `number` and `done`. Giving it to an agent or a team takes it out of the former hand.

    Raises Invalid for a day that cannot be, a number that is none, or when nobody would have it; Conflict when the hand is full.
    """
    concerned = _people(follow_up)
    if not follow_up._state.adding:
        # Two who change one at the same moment must not mix.
        follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    before = _hand(follow_up)
    was_open = follow_up.done_at is None and not follow_up._state.adding
    for name in GIVEN:
        if name in fields:
            setattr(follow_up, name, fields[name])
    _give(follow_up, fields)
    if "due_at" in fields:
        _check_due(fields["due_at"])
    if "number" in fields:
        follow_up.number = _number(fields["number"])
    if "done" in fields:
        _tick(follow_up, done=fields["done"], by=by)
    if follow_up.done_at is None and not (was_open and before == _hand(follow_up)):
        _check_room(follow_up)
    if follow_up._state.adding:
        follow_up.made_by = by
    follow_up.changed_by = by
    follow_up.save()
    announce_news_on_commit(FollowUpsChanged(), users=concerned | _people(follow_up))
    return follow_up


@transaction.atomic
def delete_follow_up(*, follow_up: FollowUp) -> None:
    concerned = _people(follow_up)
    follow_up.delete()
    announce_news_on_commit(FollowUpsChanged(), users=concerned)


def _give(follow_up: FollowUp, fields: Mapping[str, Any]) -> None:
    """One hand at a time: naming a team lets the agent go, and the other way round."""
    if fields.get("team") is not None and fields.get("agent") is None:
        follow_up.agent = None
    elif fields.get("agent") is not None and fields.get("team") is None:
        follow_up.team = None
    if follow_up.agent is not None and follow_up.team is not None:
        wrong = said(en="Give it to a person or to a team, not to both.", de="Entweder an eine Person oder an ein Team geben.")
        raise Invalid.field("team", "two_hands", wrong)
    if follow_up.agent is not None and not follow_up.agent.active:
        wrong = said(en="{name} is not in use any more.", de="{name} ist nicht mehr in Betrieb.", name=follow_up.agent.name)
        raise Invalid.field("agent", "not_in_use", wrong)
    if follow_up.agent is None and follow_up.team is None and follow_up.queue is None and follow_up.done_at is None:
        wrong = said(en="Somebody must have it: a person, a team or a queue.", de="Jemand muss sie haben: Person, Team oder Warteschlange.")
        raise Invalid.field("agent", "nobody", wrong)


def _check_due(due_at: datetime) -> None:
    now = timezone.now()
    if due_at <= now:
        raise Invalid.field("due_at", "past", said(en="This time is over.", de="Diese Zeit ist schon vorbei."))
    if due_at > now + timedelta(days=DUE_DAYS_MAX):
        late = said(en="At most {most} days ahead.", de="Höchstens {most} Tage im Voraus.", most=DUE_DAYS_MAX)
        raise Invalid.field("due_at", "too_far", late)


def _number(text: str) -> str:
    if not text.strip():
        return ""
    number = e164(text)
    if number is None:
        raise Invalid.field("number", "no_number", said(en="This is no telephone number.", de="Das ist keine Telefonnummer."))
    return number


def _tick(follow_up: FollowUp, *, done: bool, by: User) -> None:
    """The first tick counts; taking it away opens the follow-up again."""
    if not done:
        follow_up.done_at = None
        follow_up.done_by = None
    elif follow_up.done_at is None:
        follow_up.done_at = timezone.now()
        follow_up.done_by = by


def _hand(follow_up: FollowUp) -> Q:
    if follow_up.agent_id is not None:
        return Q(agent=follow_up.agent_id)
    if follow_up.team_id is not None:
        return Q(agent__isnull=True, team=follow_up.team_id)
    return Q(agent__isnull=True, team__isnull=True, queue=follow_up.queue_id)


def _check_room(follow_up: FollowUp) -> None:
    """Two who give at the same moment may pass the limit by one each; it protects readers, not the database."""
    held = FollowUp.objects.filter(_hand(follow_up), done_at__isnull=True).exclude(pk=follow_up.pk).count()
    if held >= OPEN_FOLLOW_UPS_MAX:
        full = said(
            en="There are {most} open follow-ups in this hand already. Tick some off first.",
            de="In dieser Hand liegen schon {most} offene Wiedervorlagen. Bitte erst einige erledigen.",
            most=OPEN_FOLLOW_UPS_MAX,
        )
        raise Conflict("too_many_follow_ups", full)


def _people(follow_up: FollowUp) -> set[int]:
    """The accounts whose lists show it."""
    holders: QuerySet[Agent] = Agent.objects.none()
    if follow_up.agent_id is not None:
        holders = Agent.objects.filter(pk=follow_up.agent_id)
    elif follow_up.team_id is not None:
        holders = Agent.objects.filter(teams=follow_up.team_id)
    elif follow_up.queue_id is not None:
        holders = Agent.objects.filter(memberships__queue=follow_up.queue_id)
    users = set(holders.filter(user__isnull=False).values_list("user", flat=True))
    return {user for user in (*users, follow_up.made_by_id) if user is not None}
