"""What a configuration leads to, in sentences: what comes to nothing as it stands, and what a change takes away or repairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from ccplatform.configuration.consequences.dialled import overflow_refused, refused
from ccplatform.configuration.consequences.serving import Serving, lacking
from ccplatform.configuration.consequences.week import NEVER, Week, in_words, local, lost_in_words
from ccplatform.kernel.words import Words, said
from contracts.configuration import AgentConfiguration, CenterConfiguration, QueueConfiguration
from contracts.rules import Overflow
from contracts.targets import ToNumber, ToQueue
from contracts.vocabulary import Medium, OverflowCause

Tone = Literal["bad", "warn", "good"]
SENTENCES_MAX = 50
"""Of one preview. With five thousand agents a skill that is taken away would be said five thousand times."""


@dataclass(frozen=True)
class Consequence:
    """`code` is stable; `kind` and `id` name the thing that it is about; `detail` tells apart what is said of one thing twice.

    `is_new`: it comes with the change that is looked at, and was not so before.
    """

    tone: Tone
    code: str
    kind: str
    id: int
    sentence: Words
    detail: str = ""
    is_new: bool = False

    @property
    def key(self) -> tuple[str, str, int, str]:
        return self.code, self.kind, self.id, self.detail


def consequences(before: CenterConfiguration, after: CenterConfiguration, skills: Mapping[int, str], on: date) -> list[Consequence]:
    """Of `after`; the new ones first, then what stood there before; what is repaired is said, too. `skills`: their names."""
    then, now = Serving(before, on), Serving(after, on)
    known = {one.key: one for one in _standing(then, skills)}
    standing = list(_standing(now, skills))
    keys = {one.key for one in standing}
    fresh = [replace(one, is_new=True) for one in standing if one.key not in known]
    repaired = [
        replace(one, tone="good", is_new=True, sentence=said(en="No longer: {what}", de="Nicht mehr: {what}", what=one.sentence))
        for key, one in known.items()
        if key not in keys
    ]
    return [*_lost(then, now, skills), *fresh, *repaired, *(one for one in standing if one.key in known)][:SENTENCES_MAX]


def _lost(then: Serving, now: Serving, skills: Mapping[int, str]) -> Iterator[Consequence]:
    """Times at which somebody was there for a skill or behind a number, and is no more."""
    weeks = now.by_skill()
    for skill, before in then.by_skill().items():
        left = weeks.get(skill, NEVER)
        if lost := before & ~left:
            when = _when(lost, left, _zone_of_skill(then, skill), now.on)
            sentence = said(
                en="This leaves nobody for {skill} {when}.",
                de="Damit ist für {skill} niemand da: {when}.",
                skill=skills.get(skill, f"#{skill}"),
                when=when,
            )
            yield Consequence("bad", "skill_unserved", "skills", skill, sentence, is_new=True)
    queues = now.queues
    for key, queue in then.queues.items():
        if key not in queues:
            continue
        before, left = then.reached[("queue", key)], now.reached[("queue", key)]
        if lost := before & ~left:
            when = _when(lost, left, queue.time_zone, now.on)
            sentence = said(
                en="Callers of {queue} reach nobody any more {when}.",
                de="Anrufer von {queue} erreichen niemanden mehr: {when}.",
                queue=queues[key].name,
                when=when,
            )
            yield Consequence("bad", "queue_unserved", "queues", key, sentence, is_new=True)
        if gained := left & ~before:
            times = in_words(local(gained, queue.time_zone, now.on))
            sentence = said(
                en="Callers of {queue} now reach somebody, too: {times}.",
                de="Anrufer von {queue} erreichen nun auch jemanden: {times}.",
                queue=queues[key].name,
                times=times,
            )
            yield Consequence("good", "queue_served", "queues", key, sentence, is_new=True)
    numbers = {number.id: number for number in now.configuration.numbers}
    for number in then.configuration.numbers:
        if number.id in numbers and then.behind_number(number) and not now.behind_number(numbers[number.id]):
            sentence = said(
                en="Callers of {number} reach nobody any more.", de="Anrufer von {number} erreichen niemanden mehr.", number=number.number
            )
            yield Consequence("bad", "number_unserved", "numbers", number.id, sentence, is_new=True)


def _when(lost: Week, left: Week, zone: str, on: date) -> Words:
    return lost_in_words(local(lost, zone, on), local(left, zone, on))


def _zone_of_skill(serving: Serving, skill: int) -> str:
    """The clocks of the first queue that requires it."""
    return next((queue.time_zone for queue in serving.queues.values() if any(one.skill == skill for one in queue.required_skills)), "UTC")


def _standing(serving: Serving, skills: Mapping[int, str]) -> Iterator[Consequence]:
    """What comes to nothing in this configuration, whatever was before."""
    carries = any(trunk.outbound_address for trunk in serving.configuration.trunks)
    for queue in serving.queues.values():
        yield from _of_people(serving, queue)
        yield from _of_stages(serving, queue)
        yield from _of_overflows(serving, queue, carries)
        yield from _of_groups(serving, queue)
        if queue.callback is not None and not carries:
            yield _of_queue(
                "bad",
                "callback_without_trunk",
                queue,
                said(
                    en="{queue} offers call-backs, and no trunk carries calls to the outside.",
                    de="{queue} bietet Rückrufe an, und kein Trunk führt Anrufe nach außen.",
                    queue=queue.name,
                ),
            )
    yield from _of_hours(serving)
    yield from _of_numbers(serving)
    for agent in serving.configuration.agents:
        yield from _of_agent(serving, agent, skills)
    for capacity in serving.configuration.capacity:
        if capacity.medium is Medium.VOICE and capacity.interactions_max == 0:
            yield Consequence("bad", "no_voice", "center", 0, said(en="No agent gets any phone calls.", de="Kein Agent bekommt Anrufe."))


def _of_queue(tone: Tone, code: str, queue: QueueConfiguration, sentence: Words, detail: str = "") -> Consequence:
    return Consequence(tone, code, "queues", queue.id, sentence, detail)


def _of_people(serving: Serving, queue: QueueConfiguration) -> Iterator[Consequence]:
    stages = serving.stages[queue.id]
    first = next((stage for stage in stages if stage.agents), None)
    if first is None:
        members = serving.members[queue.id]
        sentence = (
            said(
                en="Nobody can answer {queue}: none of its agents ({count}) has all of its skills.",
                de="Niemand kann {queue} annehmen: Keiner der Agenten ({count}) hat alle verlangten Fähigkeiten.",
                queue=queue.name,
                count=len(members),
            )
            if members
            else said(
                en="Nobody can answer {queue}: no agent takes it.",
                de="Niemand kann {queue} annehmen: Kein Agent gehört dazu.",
                queue=queue.name,
            )
        )
        yield _of_queue("bad", "queue_nobody", queue, sentence)
    elif first.after_seconds:
        yield _of_queue(
            "warn",
            "queue_late",
            queue,
            said(
                en="{queue}: nobody is asked before {seconds} s have passed.",
                de="{queue}: Vor Ablauf von {seconds} s wird niemand gefragt.",
                queue=queue.name,
                seconds=first.after_seconds,
            ),
        )


def _of_stages(serving: Serving, queue: QueueConfiguration) -> Iterator[Consequence]:
    stages = serving.stages[queue.id]
    for former, stage in pairwise(stages):
        if former.agents and not stage.agents:
            yield _of_queue(
                "bad",
                "ring_nobody",
                queue,
                said(
                    en="{queue}: from {seconds} s on nobody fits any more.",
                    de="{queue}: Ab {seconds} s passt niemand mehr.",
                    queue=queue.name,
                    seconds=stage.after_seconds,
                ),
                str(stage.after_seconds),
            )
        elif former.agents and stage.agents <= former.agents:
            yield _of_queue(
                "warn",
                "ring_same",
                queue,
                said(
                    en="{queue}: the stage from {seconds} s on asks nobody new.",
                    de="{queue}: Die Stufe ab {seconds} s fragt niemanden zusätzlich.",
                    queue=queue.name,
                    seconds=stage.after_seconds,
                ),
                str(stage.after_seconds),
            )
    if queue.rings and queue.offer_seconds > (first := min(ring.after_seconds for ring in queue.rings)):
        yield _of_queue(
            "warn",
            "rings_too_long",
            queue,
            said(
                en="{queue} rings for {offer} s, longer than the {stage} s after which others are asked.",
                de="{queue} klingelt {offer} s, länger als die {stage} s, nach denen andere gefragt werden.",
                queue=queue.name,
                offer=queue.offer_seconds,
                stage=first,
            ),
        )


def _of_overflows(serving: Serving, queue: QueueConfiguration, carries: bool) -> Iterator[Consequence]:
    for place, rule in enumerate(queue.overflows, 1):
        if isinstance(rule.target, ToNumber) and not carries:
            yield _of_queue(
                "bad",
                "overflow_without_trunk",
                queue,
                said(
                    en="{queue}, overflow {place} leads to {number}, and no trunk carries calls to the outside.",
                    de="{queue}, Überlauf {place} führt zu {number}, und kein Trunk führt Anrufe nach außen.",
                    queue=queue.name,
                    place=place,
                    number=rule.target.number,
                ),
                str(place),
            )
        elif isinstance(rule.target, ToNumber) and (why := refused(serving.configuration, rule.target.number)) is not None:
            told = overflow_refused(queue.name, place, rule.target.number, why)
            yield _of_queue("bad", "overflow_refused", queue, told, str(place))
        elif isinstance(rule.target, ToQueue) and rule.target.queue in serving.queues:
            yield from _of_target(serving, queue, rule, rule.target, place)


def _of_target(serving: Serving, queue: QueueConfiguration, rule: Overflow, target: ToQueue, place: int) -> Iterator[Consequence]:
    name = serving.queues[target.queue].name
    if not serving.is_staffed(target.queue):
        yield _of_queue(
            "bad",
            "overflow_nobody",
            queue,
            said(
                en="{queue}, overflow {place} leads to {target}, where nobody can answer.",
                de="{queue}, Überlauf {place} führt zu {target}, wo niemand annehmen kann.",
                queue=queue.name,
                place=place,
                target=name,
            ),
            str(place),
        )
    elif rule.cause is OverflowCause.CLOSED and queue.hours is not None and not serving.own(target.queue) & ~serving.open_in(queue):
        yield _of_queue(
            "warn",
            "overflow_closed",
            queue,
            said(
                en="{queue}, overflow {place} leads to {target}, which is closed then, too.",
                de="{queue}, Überlauf {place} führt zu {target}, dann ebenfalls geschlossen.",
                queue=queue.name,
                place=place,
                target=name,
            ),
            str(place),
        )


def _of_groups(serving: Serving, queue: QueueConfiguration) -> Iterator[Consequence]:
    names = {team.id: team.name for team in serving.configuration.teams}
    for group in queue.groups:
        if not serving.able(queue.id, queue.required_skills, [group.team]) - serving.able(queue.id, queue.required_skills, []):
            yield _of_queue(
                "warn",
                "group_nobody",
                queue,
                said(
                    en="{queue}: team {team} brings nobody who is not asked anyway.",
                    de="{queue}: Team {team} bringt niemanden, der nicht ohnehin gefragt wird.",
                    queue=queue.name,
                    team=names.get(group.team, ""),
                ),
                str(group.team),
            )


def _of_hours(serving: Serving) -> Iterator[Consequence]:
    kept = {queue.hours for queue in serving.queues.values()}
    for hours in serving.configuration.hours:
        if hours.id in kept and not hours.openings:
            yield Consequence(
                "bad", "never_open", "hours", hours.id, said(en="{hours} are never open.", de="{hours}: nie geöffnet.", hours=hours.name)
            )


def _of_numbers(serving: Serving) -> Iterator[Consequence]:
    for number in serving.configuration.numbers:
        if not serving.behind_number(number):
            yield Consequence(
                "bad",
                "number_nobody",
                "numbers",
                number.id,
                said(
                    en="Callers of {number} reach nobody at any time.",
                    de="Anrufer von {number} erreichen zu keiner Zeit jemanden.",
                    number=number.number,
                ),
            )
    own = {number.number for number in serving.configuration.numbers}
    for queue in serving.queues.values():
        if queue.caller_id and queue.caller_id not in own:
            yield _of_queue(
                "warn",
                "caller_id_foreign",
                queue,
                said(
                    en="{queue} shows {number}, which is none of the center's numbers: whoever calls back does not come here.",
                    de="{queue} zeigt {number}, keine Rufnummer dieses Centers: Wer zurückruft, landet nicht hier.",
                    queue=queue.name,
                    number=queue.caller_id,
                ),
            )


def _of_agent(serving: Serving, agent: AgentConfiguration, skills: Mapping[int, str]) -> Iterator[Consequence]:
    for key in agent.queues:
        queue = serving.queues.get(key)
        if queue is None or agent.id in serving.asked[key]:
            continue
        lacks = lacking(agent.skills, queue.required_skills)
        if lacks is not None:
            sentence = said(
                en="{agent} takes {queue} and gets nothing of it: {skill} ≥ {level} is missing.",
                de="{agent} gehört zu {queue} und bekommt nichts davon: {skill} ≥ {level} fehlt.",
                agent=agent.name,
                queue=queue.name,
                skill=skills.get(lacks.skill, f"#{lacks.skill}"),
                level=lacks.level_min,
            )
            yield Consequence("warn", "agent_lacks", "agents", agent.id, sentence, str(key))
