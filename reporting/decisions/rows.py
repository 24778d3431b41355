"""The decisions of an interaction, from its facts, with the names that things have today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ccplatform.agents.models import Agent, Team
from ccplatform.kernel.instants import moment
from ccplatform.queues.models import Queue, Skill
from contracts.facts import FactEnvelope, OfferEnded, OfferMade
from contracts.ids import Microseconds
from contracts.queue_facts import Decision
from reporting.decisions import sentences
from reporting.facts.services.rebuild import known_facts

MICROSECONDS = 1_000_000
Row = dict[str, Any]


class Names:
    """What was deleted since keeps its number."""

    def __init__(self, made: Iterable[OfferMade]) -> None:
        agents, skills, teams, queues = set[int](), set[int](), set[int](), set[int]()
        for fact in made:
            agents.add(fact.agent)
            queues.add(fact.queue)
            if (decision := fact.decision) is not None:
                agents |= {one.agent for one in decision.candidates} | {one.agent for one in decision.passed_over}
                teams |= set(decision.lent_by)
                skills |= {*decision.required_skills, *decision.preferred_skills}
                skills |= {skill for one in decision.candidates for skill in one.skills}
                skills |= {skill for one in decision.passed_over for skill in one.lacks}
        self._agents = dict(Agent.objects.filter(pk__in=agents).values_list("pk", "name"))
        self._skills = dict(Skill.objects.filter(pk__in=skills).values_list("pk", "name"))
        self._teams = dict(Team.objects.filter(pk__in=teams).values_list("pk", "name"))
        self._queues = dict(Queue.objects.filter(pk__in=queues).values_list("pk", "name"))

    def agent(self, key: int) -> Row:
        return _named(self._agents, key)

    def queue(self, key: int) -> Row:
        return _named(self._queues, key)

    def team(self, key: int) -> Row:
        return _named(self._teams, key)

    def skills(self, levels: Mapping[int, int]) -> list[Row]:
        return [{**_named(self._skills, skill), "level": level} for skill, level in sorted(levels.items())]

    def in_words(self, levels: Mapping[int, int]) -> list[tuple[str, int]]:
        return [(row["name"], row["level"]) for row in self.skills(levels)]


def _named(names: Mapping[int, str], key: int) -> Row:
    return {"id": key, "name": names.get(key, f"#{key}")}


def decisions(interaction: str) -> list[Row]:
    """In order. Instants are datetimes, durations seconds; the sentences are in the reader's language."""
    facts = known_facts(interaction)
    made = [(envelope, envelope.fact) for envelope in facts if isinstance(envelope.fact, OfferMade)]
    ended = {envelope.fact.offer: envelope.fact for envelope in facts if isinstance(envelope.fact, OfferEnded)}
    names = Names(fact for _, fact in made)
    return [_row(envelope, fact, ended, names) for envelope, fact in made]


def _row(envelope: FactEnvelope, fact: OfferMade, ended: Mapping[str, OfferEnded], names: Names) -> Row:
    over = ended.get(fact.offer)
    told = fact.decision
    return {
        "offer": fact.offer,
        "at": moment(envelope.at),
        "version": envelope.version,
        "queue": names.queue(fact.queue),
        "agent": names.agent(fact.agent),
        "outcome": over.outcome.value if over is not None else None,
        "rule": told.rule if told is not None else fact.rule,
        "strategy": told.strategy.value if told is not None else None,
        "stage": told.stage if told is not None else 0,
        "priority": told.priority if told is not None else 0,
        "waited_seconds": _seconds(told.waited) if told is not None else None,
        "idle_seconds": _seconds(fact.idle),
        "required_skills": names.skills(told.required_skills) if told is not None else [],
        "preferred_skills": names.skills(told.preferred_skills) if told is not None else [],
        "lent_by": [names.team(team) for team in told.lent_by] if told is not None else [],
        "candidates_count": told.candidates_count if told is not None else fact.candidates,
        "candidates": _candidates(told, names),
        "passed_over_count": told.passed_over_count if told is not None else 0,
        "passed_over": _passed_over(told, names),
        "passed_over_by": dict(Counter(one.why for one in told.passed_over)) if told is not None else {},
        "sentence": _sentence(fact, names),
    }


def _candidates(told: Decision | None, names: Names) -> list[Row]:
    return [
        {
            "agent": names.agent(one.agent),
            "level": one.level,
            "score": one.score,
            "idle_seconds": _seconds(one.idle),
            "skills": names.skills(one.skills),
        }
        for one in (told.candidates if told is not None else ())
    ]


def _passed_over(told: Decision | None, names: Names) -> list[Row]:
    return [
        {
            "agent": names.agent(one.agent),
            "why": one.why,
            "lacks": names.skills(one.lacks),
            "sentence": sentences.why_not(one.why, names.in_words(one.lacks)),
        }
        for one in (told.passed_over if told is not None else ())
    ]


def _sentence(fact: OfferMade, names: Names) -> str:
    told = fact.decision
    first = sentences.why_asked(
        agent=names.agent(fact.agent)["name"],
        rule=told.rule if told is not None else fact.rule,
        idle=fact.idle,
        candidates=told.candidates_count if told is not None else fact.candidates,
        skills=names.in_words(told.required_skills) if told is not None else [],
    )
    said = [str(first)]
    if told is not None and told.stage:
        said.append(str(sentences.relaxed(told.stage, told.waited)))
    if told is not None and told.lent_by:
        said.append(str(sentences.lent([names.team(team)["name"] for team in told.lent_by])))
    return " ".join(said)


def _seconds(length: Microseconds) -> float:
    return length / MICROSECONDS
