"""Changing agents, teams and reasons. Each service is one transaction and one announcement."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ccplatform.accounts.models import User
from ccplatform.accounts.services import delete_account, save_account
from ccplatform.agents.models import RANK_MAX, RANK_MIN, Agent, AgentSkill, Membership, NotReadyReason, Team
from ccplatform.kernel.announcements import ConfigurationChanged, announce_on_commit
from ccplatform.kernel.engine import Accepted, as_problem, ask
from ccplatform.kernel.news import announce_news_on_commit
from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.references import Kind, demand_unused
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import said
from ccplatform.queues.models import Queue
from contracts.intents import SetPresence
from contracts.views import WordsChanged
from contracts.vocabulary import Presence, WordList

ACCOUNT_FIELDS = ("username", "password", "email", "role", "language")


@transaction.atomic
def save_agent(*, agent: Agent, fields: dict[str, Any], by: User) -> Agent:
    """`username` makes the account, or renames it; `skills`: [{"skill": Skill, "level": int}] and `queues`: [Queue] replace.

    `levels`: {queue id: 1 (first) .. 9} for queues of the agent; a queue of which nothing is said keeps its level, a new one has 1.
    """
    skills: list[dict[str, Any]] | None = fields.pop("skills", None)
    queues: list[Queue] | None = fields.pop("queues", None)
    levels: dict[int, int] | None = fields.pop("levels", None)
    account = {name: fields.pop(name) for name in ACCOUNT_FIELDS if name in fields}
    assign(agent, fields)
    _save_account(agent, account)
    agent.save()
    if skills is not None:
        _set_skills(agent, skills)
    if queues is not None or levels is not None:
        _set_memberships(agent, queues, levels)
    announce_on_commit(ConfigurationChanged(what="agent", by=by.pk))
    return agent


def _save_account(agent: Agent, account: dict[str, Any]) -> None:
    """An agent without a user name has no account, and nothing of an account may be set."""
    if agent.user is None and not account.get("username"):
        if account.get("password"):
            message = said(en="A password needs a user name.", de="Ein Passwort braucht einen Anmeldenamen.")
            raise Invalid.field("username", "username_missing", message)
        return
    if agent.user is not None and account.get("username") == "":
        message = said(en="An account keeps its user name.", de="Ein Konto behält einen Anmeldenamen.")
        raise Invalid.field("username", "username_missing", message)
    agent.user = save_account(user=agent.user or User(), fields={**account, "name": agent.name})


def _set_memberships(agent: Agent, queues: list[Queue] | None, levels: dict[int, int] | None) -> None:
    former = dict(agent.memberships.values_list("queue", "level"))
    members = list(dict.fromkeys(queue.pk for queue in queues)) if queues is not None else list(former)
    for queue, level in (levels or {}).items():
        if queue not in members:
            message = said(
                en="The agent does not belong to queue {queue}.", de="Der Agent gehört nicht zur Warteschlange {queue}.", queue=queue
            )
            raise Invalid.field(f"levels.{queue}", "not_a_member", message)
        if not RANK_MIN <= level <= RANK_MAX:
            message = said(
                en="A level is between {least} and {most}.",
                de="Eine Stufe liegt zwischen {least} und {most}.",
                least=RANK_MIN,
                most=RANK_MAX,
            )
            raise Invalid.field(f"levels.{queue}", "out_of_range", message)
    levels_now = {**former, **(levels or {})}
    agent.memberships.all().delete()
    Membership.objects.bulk_create(Membership(agent=agent, queue_id=queue, level=levels_now.get(queue, RANK_MIN)) for queue in members)


def _set_skills(agent: Agent, skills: list[dict[str, Any]]) -> None:
    if len({item["skill"].pk for item in skills}) != len(skills):
        raise Invalid.field("skills", "skill_twice", said(en="A skill is named twice.", de="Eine Fähigkeit ist doppelt genannt."))
    agent.skills.all().delete()
    AgentSkill.objects.bulk_create(AgentSkill(agent=agent, **item) for item in skills)


@transaction.atomic
def delete_agent(*, agent: Agent, by: User) -> None:
    """With the account, whose history stays. Nobody deletes the own account and locks the door from inside."""
    if agent.user_id == by.pk:
        raise Conflict("own_account", said(en="You cannot delete your own account.", de="Das eigene Konto lässt sich nicht löschen."))
    account = agent.user
    agent.delete()
    if account is not None:
        delete_account(user=account)
    announce_on_commit(ConfigurationChanged(what="agent", by=by.pk))


@transaction.atomic
def save_team(*, team: Team, fields: dict[str, Any], by: User) -> Team:
    """`agents`: [Agent] replaces the former ones; left out, they stay."""
    members: list[Agent] | None = fields.pop("agents", None)
    assign(team, fields)
    taken = said(en="There is a team named {name} already.", de="Es gibt schon ein Team namens {name}.", name=team.name)
    save_unique(team, field="name", code="name_taken", taken=taken)
    if members is not None:
        team.agents.set(members)
    announce_on_commit(ConfigurationChanged(what="team", by=by.pk))
    return team


@transaction.atomic
def delete_team(*, team: Team, by: User) -> None:
    """Raises Conflict while a queue may ask it."""
    demand_unused(Kind.TEAM, team.pk)
    team.delete()
    announce_on_commit(ConfigurationChanged(what="team", by=by.pk))


@transaction.atomic
def save_not_ready_reason(*, reason: NotReadyReason, fields: dict[str, Any]) -> NotReadyReason:
    """The engine takes any reason; nothing is published, and the desks hear of it."""
    assign(reason, fields)
    taken = said(
        en="There is a reason with the code {code} already.", de="Es gibt schon einen Grund mit dem Code {code}.", code=reason.code
    )
    save_unique(reason, field="code", code="code_taken", taken=taken)
    announce_news_on_commit(WordsChanged(words=WordList.NOT_READY_REASONS))
    return reason


@transaction.atomic
def delete_not_ready_reason(*, reason: NotReadyReason) -> None:
    reason.delete()
    announce_news_on_commit(WordsChanged(words=WordList.NOT_READY_REASONS))


def set_presence(*, agent: Agent, presence: Presence, reason: str, device: int | None, by: User) -> None:
    """Asks the engine and waits. Raises Invalid for a reason that nobody set up, and what kernel.engine.as_problem makes of the answer."""
    if reason and not NotReadyReason.objects.filter(code=reason).exists():
        message = said(en="There is no reason with the code {code}.", de="Es gibt keinen Grund mit dem Code {code}.", code=reason)
        raise Invalid.field("reason", "unknown_reason", message)
    reply = ask(SetPresence(agent=agent.pk, presence=presence, reason=reason, device=device), by=by.pk)
    if not isinstance(reply, Accepted):
        raise as_problem(reply)
