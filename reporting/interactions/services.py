"""What people write about an interaction, and who may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from redis.exceptions import RedisError

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.agents.selectors import agent_of, live_agent
from ccplatform.kernel.api.permissions import permissions_of
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import said
from ccplatform.queues.models import Disposition
from ccplatform.queues.outcomes import check_answers, kept
from ccplatform.queues.selectors import dispositions_for
from contracts.permissions import Permission
from crm.timeline.models import InteractionNote
from crm.timeline.services import note_interaction
from reporting.facts.models import Interaction, Party
from reporting.interactions.filters import of_agent

ID_LENGTH_MAX = 32


def write_on(*, interaction: str, fields: Mapping[str, Any], by: User) -> InteractionNote:
    """Saves note, disposition, contact and answers; possible from the first ring on, before the recorder has seen the call.

    Raises Http404 for somebody else's interaction, Invalid for a disposition of another queue.
    """
    known = Interaction.objects.filter(pk=interaction).first()
    if not may_write(interaction, by):
        # Whose it is is no business of whoever may not see it: the same answer as for one that never was.
        raise Http404
    chosen = fields.get("disposition")
    if isinstance(chosen, Disposition) and known is not None and not dispositions_for(known.queue).filter(pk=chosen.pk).exists():
        wrong = said(en="This outcome does not belong to the queue.", de="Dieses Ergebnis gehört nicht zur Warteschlange.")
        raise Invalid.field("disposition", "other_queue", wrong)
    if "answers" in fields:
        check_answers(fields["answers"])
        fields = {**fields, "answers": kept(fields["answers"])}
    return note_interaction(interaction=interaction, fields=fields, by=by)


def may_write(interaction: str, by: User) -> bool:
    """Whoever may touch any interaction; else the agent who handled it, or has it in hand right now."""
    permissions = permissions_of(by)
    if Permission.INTERACTION_ANY in permissions:
        return True
    agent = agent_of(by)
    if agent is None or Permission.INTERACTION_OWN not in permissions:
        return False
    if of_agent(Interaction.objects.filter(pk=interaction), agent.pk).exists():
        return True
    try:
        return live_agent(agent.pk).interaction == interaction
    except RedisError:
        return False


def may_measure(interaction: str, agent: Agent | None, by: User) -> bool:
    """Whoever may write on it, and agents who are or were a party of it: a colleague who was asked had a leg, too."""
    if may_write(interaction, by):
        return True
    if agent is None or Permission.INTERACTION_OWN not in permissions_of(by):
        return False
    return Party.objects.filter(interaction=interaction, agent=agent.pk).exists()
