"""Agents as a table for a spreadsheet: a line each, and a column for every queue, skill and team.

Columns are known by their heads: `id`, `name`, `username`, `password`, `email`, `role`, `language`, `active`, `queue: <name>` (1 to 9, 1
is asked first; x = 1), `skill: <name>` (1 to 5) and `team: <name>` (x). A column that is missing leaves its fields alone; an empty cell
takes the queue, skill or team away. A line belongs to the agent with its `id`, else with its `username`, else with its `name`; to none
of them: it makes a new one. Commas, semicolons and tabs divide.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ccplatform.agents.models import RANK_MAX, RANK_MIN, Agent, Team
from ccplatform.configuration.rehearsal import Refused, Wish, reserve
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import Words, said
from ccplatform.queues.models import LEVEL_MAX, LEVEL_MIN, Queue, Skill

LINES_MAX = 500
"""Of one file; each line is tried."""
PLAIN = ("username", "password", "email", "role", "language")
YES = frozenset({"x", "1", "yes", "ja", "true"})
NO = frozenset({"", "0", "no", "nein", "false", "-"})
DANGEROUS = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take for a formula."""

Becomes = Literal["created", "changed", "same", "wrong"]


@dataclass(frozen=True)
class Line:
    line: int
    name: str
    becomes: Becomes
    errors: Sequence[str] = ()


@dataclass(frozen=True)
class Table:
    """`places`: for each wish the place of its line in `lines`."""

    lines: list[Line]
    wishes: list[Wish]
    places: list[int]

    def refused(self, refusals: Sequence[Refused]) -> Table:
        """With what the forms said of the lines."""
        lines = list(self.lines)
        for one in refusals:
            if one.place >= len(self.places):
                continue
            place = self.places[one.place]
            sentences = [f"{field}: {' '.join(said)}" for field, said in one.errors.items()] or [one.detail]
            lines[place] = replace(lines[place], becomes="wrong", errors=[*lines[place].errors, *sentences])
        return replace(self, lines=lines)


@dataclass(frozen=True)
class _Things:
    """Whatever a column may name, by its head in small letters: (kind, key)."""

    heads: Mapping[str, tuple[str, int]]
    agents: Sequence[Agent]


def _things() -> _Things:
    heads: dict[str, tuple[str, int]] = {}
    for word, kind, rows in (
        ("queue", "queues", Queue.objects.filter(active=True)),
        ("skill", "skills", Skill.objects.all()),
        ("team", "teams", Team.objects.all()),
    ):
        for key, name in rows.order_by("name", "pk").values_list("pk", "name"):
            heads[f"{word}: {name}".lower()] = (kind, key)
    agents = Agent.objects.select_related("user").prefetch_related("skills", "memberships", "teams").order_by("name", "pk")
    return _Things(heads, list(agents))


def export() -> str:
    """All agents, in use or not. Semicolons, a BOM and CRLF: what spreadsheets of both languages open as a table."""
    things = _things()
    named = [("queue", Queue.objects.filter(active=True)), ("skill", Skill.objects.all()), ("team", Team.objects.all())]
    columns = [(word, key, name) for word, rows in named for key, name in rows.order_by("name", "pk").values_list("pk", "name")]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["id", "name", "username", "email", "role", "language", "active", *(f"{word}: {name}" for word, _, name in columns)])
    for agent in things.agents:
        account = agent.user
        held: dict[tuple[str, int], object] = {("skill", one.skill_id): one.level for one in agent.skills.all()}
        held |= {("queue", one.queue_id): one.level for one in agent.memberships.all()}
        held |= {("team", team.pk): "x" for team in agent.teams.all()}
        own = [account.username, account.email, account.role, account.language] if account else ["", "", "", ""]
        cells = [agent.pk, agent.name, *own, "x" if agent.active else "", *(held.get((word, key), "") for word, key, _ in columns)]
        writer.writerow([_harmless(cell) for cell in cells])
    return "\ufeff" + text.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def read(text: str) -> Table:
    """What each line wants; nothing is tried yet. Raises Invalid for a file that is no such table."""
    rows = _rows(text)
    things = _things()
    heads = [head.strip().lower() for head in rows[0][1]]
    _demand_heads(heads, rows[0][1], things)
    lines: list[Line] = []
    wishes: list[Wish] = []
    places: list[int] = []
    teams = _teams()
    seen: dict[int, int] = {}
    for number, cells in rows[1:]:
        row = _Row(number, dict(zip(heads, (cell.strip() for cell in cells), strict=False)), things)
        line, wish = row.told(seen)
        lines.append(line)
        if wish is not None:
            wishes.append(wish)
            places.append(len(lines) - 1)
        if row.key is not None:
            row.into(teams)
    for team, (before, after) in teams.items():
        if before != after:
            wishes.append(Wish(kind="teams", id=team, deed="changed", fields={"agents": sorted(after)}))
    moved = set[int]().union(*(before ^ after for before, after in teams.values()))
    numbers = {seen[agent] for agent in moved if agent in seen}
    lines = [replace(line, becomes="changed") if line.becomes == "same" and line.line in numbers else line for line in lines]
    return Table(lines, wishes, places)


def _teams() -> dict[int, tuple[set[int], set[int]]]:
    members: dict[int, tuple[set[int], set[int]]] = {team: (set(), set()) for team in Team.objects.values_list("pk", flat=True)}
    for team, agent in Team.agents.through.objects.values_list("team", "agent"):
        members[team][0].add(agent)
        members[team][1].add(agent)
    return members


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """(line number, cells), the heads first, without empty lines."""
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=first.count), strict=True)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        message = said(
            en="Line {line} cannot be read: {why}", de="Zeile {line} ist nicht lesbar: {why}", line=reader.line_num, why=str(error)
        )
        raise Invalid.field("text", "csv_unreadable", message) from error
    if len(rows) < 2:
        raise Invalid.field(
            "text", "csv_empty", said(en="There is no line below the heads.", de="Unter den Überschriften steht keine Zeile.")
        )
    if len(rows) - 1 > LINES_MAX:
        message = said(en="At most {most} lines at a time.", de="Höchstens {most} Zeilen auf einmal.", most=LINES_MAX)
        raise Invalid.field("text", "csv_too_long", message)
    return rows


def _demand_heads(heads: Sequence[str], shown: Sequence[str], things: _Things) -> None:
    known = {"id", "name", "active", *PLAIN, *things.heads}
    unknown = [head for head, small in zip(shown, heads, strict=True) if small and small not in known]
    if unknown:
        message = said(
            en="There is no column {heads}. Queues, skills and teams are written like “skill: French” and must exist.",
            de="Die Spalte {heads} gibt es nicht. Warteschlangen, Fähigkeiten und Teams stehen als „skill: Französisch“ da.",
            heads=", ".join(unknown[:5]),
        )
        raise Invalid.field("text", "csv_heads", message)
    twice = {head for head in heads if head and heads.count(head) > 1}
    if twice:
        raise Invalid.field(
            "text", "csv_heads", said(en="{heads} is there twice.", de="{heads} ist doppelt da.", heads=", ".join(sorted(twice)))
        )


class _Row:
    """One line on its way to a wish."""

    def __init__(self, number: int, cells: Mapping[str, str], things: _Things) -> None:
        self.number = number
        self.cells = {head: cell.removeprefix("'") if cell[1:2] in DANGEROUS else cell for head, cell in cells.items()}
        self.things = things
        self.errors: list[Words] = []
        self.key: int | None = None

    def told(self, seen: dict[int, int]) -> tuple[Line, Wish | None]:
        agent = self._agent()
        name = self.cells.get("name") or (agent.name if agent else "")
        if not name:
            self.errors.append(said(en="A name is missing.", de="Der Name fehlt."))
        fields = self._fields(agent, name)
        if agent is not None:
            self.key = agent.pk
            if agent.pk in seen:
                self.errors.append(
                    said(
                        en="{name} stands in line {line} already.", de="{name} steht schon in Zeile {line}.", name=name, line=seen[agent.pk]
                    )
                )
            seen[agent.pk] = self.number
        if self.errors:
            return Line(self.number, name, "wrong", [str(error) for error in self.errors]), None
        if agent is None:
            self.key = reserve("agents")
            return Line(self.number, name, "created"), Wish(kind="agents", id=self.key, deed="created", fields=fields)
        changed = {field: value for field, value in fields.items() if value != _now(agent, field)}
        if "queues" in changed:
            changed["levels"] = fields["levels"]
        if not changed:
            return Line(self.number, name, "same"), None
        return Line(self.number, name, "changed"), Wish(kind="agents", id=agent.pk, deed="changed", fields=changed)

    def _agent(self) -> Agent | None:
        agents = self.things.agents
        if key := self.cells.get("id", ""):
            found = [agent for agent in agents if str(agent.pk) == key]
            if not found:
                self.errors.append(said(en="There is no agent with the id {key}.", de="Es gibt keinen Agenten mit der Id {key}.", key=key))
        elif username := self.cells.get("username", "").lower():
            found = [agent for agent in agents if agent.user is not None and agent.user.username == username]
        else:
            found = [agent for agent in agents if agent.name.lower() == self.cells.get("name", "").lower()]
            if len(found) > 1:
                self.errors.append(
                    said(en="Several agents have this name: give the id.", de="Mehrere Agenten heißen so: bitte die Id angeben.")
                )
        return found[0] if found else None

    def _fields(self, agent: Agent | None, name: str) -> dict[str, Any]:
        fields: dict[str, Any] = {"name": name}
        for field in PLAIN:
            if self.cells.get(field) or (field == "email" and field in self.cells and agent is not None):
                fields[field] = self.cells[field].lower() if field in {"username", "role", "language"} else self.cells[field]
        if "active" in self.cells:
            fields["active"] = self._yes("active")
        queues = self._levels("queues", RANK_MIN, RANK_MAX)
        if queues is not None:
            kept = {one.queue_id: one.level for one in agent.memberships.all()} if agent else {}
            shown = {key for kind, key in self.things.heads.values() if kind == "queues" and self._has(kind, key)}
            queues = {**{queue: level for queue, level in kept.items() if queue not in shown}, **queues}
            fields["queues"], fields["levels"] = sorted(queues), {str(queue): level for queue, level in sorted(queues.items())}
        skills = self._levels("skills", LEVEL_MIN, LEVEL_MAX)
        if skills is not None:
            kept = {one.skill_id: one.level for one in agent.skills.all()} if agent else {}
            shown = {key for kind, key in self.things.heads.values() if kind == "skills" and self._has(kind, key)}
            skills = {**{skill: level for skill, level in kept.items() if skill not in shown}, **skills}
            fields["skills"] = [{"skill": skill, "level": level} for skill, level in sorted(skills.items())]
        return fields

    def _has(self, kind: str, key: int) -> bool:
        return any(head in self.cells for head, thing in self.things.heads.items() if thing == (kind, key))

    def _levels(self, kind: str, least: int, most: int) -> dict[int, int] | None:
        """By key; None when the file has no such column."""
        found: dict[int, int] = {}
        there = False
        for head, (one, key) in self.things.heads.items():
            if one != kind or head not in self.cells:
                continue
            there = True
            cell = self.cells[head].lower()
            if cell in NO:
                continue
            if cell == "x":
                found[key] = least
            elif cell.isdecimal() and least <= int(cell) <= most:
                found[key] = int(cell)
            else:
                self.errors.append(
                    said(
                        en="{head}: {cell} is no level from {least} to {most}.",
                        de="{head}: {cell} ist keine Stufe von {least} bis {most}.",
                        head=head,
                        cell=cell,
                        least=least,
                        most=most,
                    )
                )
        return found if there else None

    def _yes(self, head: str) -> bool:
        cell = self.cells[head].lower()
        if cell not in YES | NO:
            self.errors.append(said(en="{head}: write x or nothing.", de="{head}: bitte x oder nichts schreiben.", head=head))
        return cell in YES

    def into(self, teams: Mapping[int, tuple[set[int], set[int]]]) -> None:
        """The teams of this line's agent."""
        assert self.key is not None
        for head, (kind, key) in self.things.heads.items():
            if kind == "teams" and head in self.cells:
                members = teams[key][1]
                (members.add if self.cells[head].lower() in YES else members.discard)(self.key)


def _now(agent: Agent, field: str) -> object:
    account = agent.user
    if field == "queues":
        return sorted(one.queue_id for one in agent.memberships.all())
    if field == "levels":
        return {str(one.queue_id): one.level for one in sorted(agent.memberships.all(), key=lambda one: one.queue_id)}
    if field == "skills":
        return [{"skill": one.skill_id, "level": one.level} for one in sorted(agent.skills.all(), key=lambda one: one.skill_id)]
    if field in {"name", "active"}:
        return getattr(agent, field)
    return getattr(account, field, "") if account is not None and field != "password" else ""
