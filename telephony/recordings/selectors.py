"""Reading recordings, as far as somebody may hear them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from ccplatform.accounts.models import User
from ccplatform.agents.selectors import agent_of
from ccplatform.kernel.api.permissions import permissions_of
from contracts.permissions import Permission
from telephony.recordings.models import Recording


def audible_to(user: User) -> QuerySet[Recording]:
    """All of them, or those of the own calls."""
    if Permission.RECORDING_ANY in permissions_of(user):
        return Recording.objects.all()
    agent = agent_of(user)
    return Recording.objects.filter(agent=agent.pk) if agent is not None else Recording.objects.none()


def recorded_among(interactions: Collection[str]) -> set[str]:
    """Which of these interactions have a recording, whatever its state."""
    return set(Recording.objects.filter(interaction__in=interactions).values_list("interaction", flat=True))
