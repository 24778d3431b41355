"""Reading follow-ups: whose they are, and who may see and change them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent, Team
from ccplatform.agents.selectors import agent_of
from ccplatform.kernel.api.permissions import permissions_of
from ccplatform.queues.models import Queue
from contracts.permissions import Permission
from crm.contacts.models import Contact
from crm.followups.models import FollowUp

NOBODY = Q(pk__in=[])


def follow_ups() -> QuerySet[FollowUp]:
    people = ("agent", "team", "queue", "contact", "made_by", "done_by")
    return FollowUp.objects.select_related(*people).prefetch_related("contact__phone_numbers")


def in_hand_of(agent: Agent | None) -> Q:
    """What is the agent's own to do, or that of a team or queue to which the agent belongs."""
    if agent is None:
        return NOBODY
    teams = agent.teams.values_list("pk", flat=True)
    queues = agent.memberships.values_list("queue", flat=True)
    return Q(agent=agent) | Q(agent__isnull=True, team__in=list(teams)) | Q(agent__isnull=True, team__isnull=True, queue__in=list(queues))


def changeable(user: User) -> Q:
    """Whoever has it in hand or made it; with interaction.any everybody."""
    if Permission.INTERACTION_ANY in permissions_of(user):
        return Q()
    return in_hand_of(agent_of(user)) | Q(made_by=user)


def visible(user: User) -> Q:
    """What one may change, and whatever was promised to a contact: an agent should know what colleagues have promised."""
    seen = changeable(user)
    return seen | Q(contact__isnull=False) if seen and Permission.CONTACT_VIEW in permissions_of(user) else seen


def of_team(team: int) -> Q:
    """The team's own, and those of its people."""
    return Q(agent__isnull=True, team=team) | Q(agent__teams=team)


def about(contact: Contact) -> Q:
    """Given to this contact, or to nobody but for one of the contact's numbers."""
    numbers = [row.number for row in contact.phone_numbers.all()]
    return Q(contact=contact) | Q(contact__isnull=True, number__in=numbers)


def changeable_ids(user: User, rows: list[FollowUp]) -> set[int]:
    """Which of these rows the person may change."""
    return set(FollowUp.objects.filter(changeable(user), pk__in=[row.pk for row in rows]).values_list("pk", flat=True))


def hands() -> Mapping[str, Any]:
    """Teams and queues to which one may be given; agents are known to every desk."""
    teams = Team.objects.order_by("name", "pk").values("id", "name")
    queues = Queue.objects.order_by("name", "pk").values("id", "name")
    return {"teams": list(teams), "queues": list(queues)}
