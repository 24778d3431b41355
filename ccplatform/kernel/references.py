"""References that stand in rules (JSON), where the database's foreign keys cannot see them.

An app says in its AppConfig.ready() what of its things may be referred to (`register_names`) and which references it holds
(`register_references`). Apps need not know each other for it: a queue's rules name teams and flows, whose apps lie above the queue's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.words import Words, said

REFERENCES_LOCK = 0x6363_0002
"""Key of PostgreSQL's advisory lock: what is being referred to is not deleted at the same moment."""
USERS_NAMED_MAX = 5
"""How many of the users of a thing a refusal to delete it names."""


class Kind(StrEnum):
    SKILL = "skill"
    TEAM = "team"
    QUEUE = "queue"
    FLOW = "flow"
    HOURS = "hours"
    LABEL = "label"


UNKNOWN: Mapping[Kind, Callable[[int], Words]] = {
    Kind.SKILL: lambda key: said(en="There is no skill {key}.", de="Es gibt keine Fähigkeit {key}.", key=key),
    Kind.TEAM: lambda key: said(en="There is no team {key}.", de="Es gibt kein Team {key}.", key=key),
    Kind.QUEUE: lambda key: said(en="There is no queue {key} in use.", de="Es gibt keine Warteschlange {key} in Betrieb.", key=key),
    Kind.FLOW: lambda key: said(en="There is no published flow {key}.", de="Es gibt keinen veröffentlichten Ablauf {key}.", key=key),
    Kind.HOURS: lambda key: said(en="There are no hours {key}.", de="Es gibt keine Öffnungszeiten {key}.", key=key),
    Kind.LABEL: lambda key: said(en="There is no label {key}.", de="Es gibt kein Kennzeichen {key}.", key=key),
}


@dataclass(frozen=True)
class Reference:
    """`where` names the field of the holder ("rings.0.teams")."""

    kind: Kind
    key: int
    where: str


@dataclass(frozen=True)
class Held:
    """A reference with its holder: of which kind, its id, and in words ("queue Billing DE")."""

    reference: Reference
    holder_kind: Kind | None
    holder: int
    words: Words


Names = Callable[[], Mapping[int, str]]
Holdings = Callable[[], Iterable[Held]]

_names: dict[Kind, Names] = {}
_holdings: dict[str, Holdings] = {}


def register_names(kind: Kind, names: Names) -> None:
    """`names()` -> {id: name} of what may be referred to now."""
    _names[kind] = names


def register_references(app: str, holdings: Holdings) -> None:
    """`holdings()` -> every reference that the rules of this app hold now."""
    _holdings[app] = holdings


def names_of(kind: Kind) -> Mapping[int, str]:
    return _names[kind]()


def held() -> Iterator[Held]:
    for holdings in _holdings.values():
        yield from holdings()


def demand_known(references: Iterable[Reference]) -> None:
    """Inside the transaction that saves the holder. Raises Invalid, which names each field."""
    wanted = list(references)
    if not wanted:
        return
    wait_for_my_turn()
    known = {kind: set(names_of(kind)) for kind in {reference.kind for reference in wanted}}
    errors: dict[str, list[Words]] = {}
    for reference in wanted:
        if reference.key not in known[reference.kind]:
            errors.setdefault(reference.where, []).append(UNKNOWN[reference.kind](reference.key))
    if errors:
        raise Invalid("unknown_reference", next(iter(errors.values()))[0], errors)


def demand_unused(kind: Kind, key: int) -> None:
    """Inside the transaction that deletes or retires a thing. Raises Conflict `in_use`, which says by what; its own rules do not count."""
    wait_for_my_turn()
    users = sorted(
        {
            str(one.words)
            for one in held()
            if (one.reference.kind, one.reference.key) == (kind, key) and (one.holder_kind, one.holder) != (kind, key)
        }
    )
    if users:
        named = ", ".join(users[:USERS_NAMED_MAX]) + (" ..." if len(users) > USERS_NAMED_MAX else "")
        raise Conflict("in_use", said(en="Still in use by {users}.", de="Wird noch verwendet: {users}.", users=named))


def wait_for_my_turn() -> None:
    """Until the transaction at hand ends, nobody else deletes or begins to refer to anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REFERENCES_LOCK])
