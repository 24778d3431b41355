"""The limits that an administrator should know: what each protects, how much of it is used now, how often it was met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform
from redis.exceptions import RedisError

from ccplatform.accounts.services import FAILED_SIGN_INS_PER_ADDRESS_MAX, FAILED_SIGN_INS_PER_PERSON_MAX
from ccplatform.agents.selectors import live_state
from ccplatform.configuration import selectors as configuration
from ccplatform.kernel.api.parsers import BODY_BYTES_MAX
from ccplatform.kernel.redis import redis
from ccplatform.kernel.words import Words, said
from ccplatform.queues.models import Queue
from contracts import limits
from contracts.dialling import DIAL_RULES_MAX
from contracts.flows import FLOW_NODES_MAX
from contracts.live import LiveState
from contracts.rules import RINGS_MAX
from contracts.wire import FACTS_STREAM, FACTS_STREAM_LENGTH, INTENTS_STREAM, INTENTS_STREAM_LENGTH
from ivr.flows.selectors import in_force
from reporting.facts.models import Fact
from reporting.replays.models import Replay, State
from reporting.replays.services import WAITING_MAX as REPLAYS_WAITING_MAX

MET_DAYS: Final = 7
CUSTOMER_AND_OWNER: Final = 2


@dataclass(frozen=True)
class Use:
    """What is there now; `live` None = the engine's state cannot be read."""

    live: LiveState | None
    met: dict[tuple[str, int | None], int]
    streams: dict[str, int | None]


def named_limits() -> list[dict[str, Any]]:
    """The center's first, then those of each queue; in the reader's language. `used` and `met` null = not known, or not counted."""
    use = Use(_live(), _met(), {name: _length(name) for name in (FACTS_STREAM, INTENTS_STREAM)})
    return [*_floor(use), *_of_queues(use), *_of_configuration(), *_of_streams(use), *_of_requests()]


def _live() -> LiveState | None:
    try:
        return live_state()
    except RedisError:
        return None


def _length(stream: str) -> int | None:
    try:
        return int(redis().xlen(stream))
    except RedisError:
        return None


def _met() -> dict[tuple[str, int | None], int]:
    facts = Fact.objects.filter(kind="limit_reached", at__gte=datetime.now(UTC) - timedelta(days=MET_DAYS))
    grouped = facts.values(limit=KeyTextTransform("limit", "body"), queue=KeyTextTransform("queue", "body")).annotate(count=Count("seq"))
    return {(row["limit"], int(row["queue"]) if row["queue"] is not None else None): row["count"] for row in grouped}


def _row(
    name: str, group: str, value: int, protects: Words, *, used: int | None = None, met: int | None = None, queue: Queue | None = None
) -> dict[str, Any]:
    return {
        "name": name,
        "group": group,
        "value": value,
        "protects": str(protects),
        "used": used,
        "met": met,
        "queue": None if queue is None else {"id": queue.pk, "name": queue.name},
    }


def _total(use: Use, name: str) -> int:
    return sum(count for (limit, _), count in use.met.items() if limit == name)


def _floor(use: Use) -> Iterator[dict[str, Any]]:
    live = use.live
    yield _row(
        "interactions_max",
        "floor",
        limits.INTERACTIONS_MAX,
        said(en="Interactions open at once. The next caller hears busy.", de="Zugleich offene Vorgänge. Der nächste Anrufer hört Besetzt."),
        used=None if live is None else len(live.interactions),
        met=_total(use, "interactions_max"),
    )
    yield _row(
        "callbacks_max",
        "floor",
        limits.CALLBACKS_MAX,
        said(
            en="Call-backs arranged and not done. No further one is taken.",
            de="Vereinbarte offene Rückrufe. Weitere werden nicht angenommen.",
        ),
        used=None if live is None else len(live.callbacks),
        met=_total(use, "callbacks_max"),
    )
    largest = None if live is None else max((len(one.parties) + CUSTOMER_AND_OWNER for one in live.interactions.values()), default=0)
    yield _row(
        "parties_max",
        "floor",
        limits.PARTIES_MAX,
        said(
            en="People in one conversation. Nobody else can be asked in.",
            de="Menschen in einem Gespräch. Weitere können nicht dazugeholt werden.",
        ),
        used=largest,
        met=_total(use, "parties_max"),
    )
    led = None if live is None else max((one.overflows for one in live.interactions.values()), default=0)
    yield _row(
        "overflows_in_a_row_max",
        "floor",
        limits.OVERFLOWS_IN_A_ROW_MAX,
        said(
            en="How often rules of queues lead a caller elsewhere without an agent in between: no caller goes in circles.",
            de="Wie oft Regeln einen Anrufer weiterleiten, ohne dass ein Agent dazwischen war: Niemand geht im Kreis.",
        ),
        used=led,
        met=_total(use, "overflows_in_a_row_max"),
    )


def _of_queues(use: Use) -> Iterator[dict[str, Any]]:
    waiting = said(
        en="Callers who wait in this queue. The next one hears busy.", de="Wartende in dieser Warteschlange. Der nächste hört Besetzt."
    )
    for queue in Queue.objects.filter(active=True).order_by("name", "pk"):
        live = use.live.queues.get(queue.pk) if use.live is not None else None
        used = None if use.live is None else 0 if live is None else len(live.waiting)
        yield _row(
            "waiting_max", "queues", queue.waiting_max, waiting, used=used, met=use.met.get(("waiting_max", queue.pk), 0), queue=queue
        )


def _of_configuration() -> Iterator[dict[str, Any]]:
    rings = max((len(queue.rings) for queue in Queue.objects.filter(active=True)), default=0)
    yield _row("rings_max", "configuration", RINGS_MAX, said(en="Stages of one queue.", de="Stufen einer Warteschlange."), used=rings)
    nodes = max((len(one.flow_content.nodes) for one in in_force()), default=0)
    yield _row("flow_nodes_max", "configuration", FLOW_NODES_MAX, said(en="Steps of one flow.", de="Schritte eines Ablaufs."), used=nodes)
    rules = len(configuration.center().dialling.get("rules", []))
    yield _row("dial_rules_max", "configuration", DIAL_RULES_MAX, said(en="Dial rules.", de="Wählregeln."), used=rules)


def _of_streams(use: Use) -> Iterator[dict[str, Any]]:
    kept = said(
        en="Facts kept in Redis for screens that come back; reports have them all.",
        de="Fakten, die Redis für zurückkehrende Bildschirme behält; Berichte haben alle.",
    )
    yield _row("facts_stream_length", "work", FACTS_STREAM_LENGTH, kept, used=use.streams[FACTS_STREAM])
    asked = said(en="Wishes kept on the way to the engine.", de="Aufträge auf dem Weg zur Vermittlung.")
    yield _row("intents_stream_length", "work", INTENTS_STREAM_LENGTH, asked, used=use.streams[INTENTS_STREAM])
    waiting = Replay.objects.filter(state=State.WAITING).count()
    queued = said(en="Replays that wait for their turn.", de="Durchläufe, die warten, bis sie an der Reihe sind.")
    yield _row("replays_waiting_max", "work", REPLAYS_WAITING_MAX, queued, used=waiting)


def _of_requests() -> Iterator[dict[str, Any]]:
    person = said(
        en="Failed sign-ins of one name from one address within five minutes.",
        de="Fehlgeschlagene Anmeldungen eines Namens von einer Adresse in fünf Minuten.",
    )
    yield _row("failed_sign_ins_per_person_max", "requests", FAILED_SIGN_INS_PER_PERSON_MAX, person)
    address = said(
        en="Failed sign-ins from one address within five minutes, whatever the name.",
        de="Fehlgeschlagene Anmeldungen von einer Adresse in fünf Minuten, gleich mit welchem Namen.",
    )
    yield _row("failed_sign_ins_per_address_max", "requests", FAILED_SIGN_INS_PER_ADDRESS_MAX, address)
    yield _row("body_bytes_max", "requests", BODY_BYTES_MAX, said(en="Bytes of one request.", de="Bytes einer Anfrage."))


REFUSED_SHOWN_MAX: Final = 50


def refused_numbers() -> list[dict[str, Any]]:
    """What the dial rules stopped last, newest first: shortened numbers, and who wanted it."""
    facts = Fact.objects.filter(kind="dial_refused").order_by("-at", "-epoch", "-seq")[:REFUSED_SHOWN_MAX]
    return [{"at": fact.at, **{name: fact.body.get(name) for name in REFUSED_FIELDS}} for fact in facts]


REFUSED_FIELDS: Final = ("means", "number", "region", "number_kind", "why", "by", "agent", "queue", "interaction")
