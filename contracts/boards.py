"""A wallboard as data: tiles on a grid of twelve columns, put together by a supervisor and shared by team or with everybody.

A tile says what it shows and for whom; its numbers come from the live state (contracts.views) and, for a trend, from history. Which way
a number is good stands with its definition (reporting.metrics.definitions), so a threshold has no direction of its own, and a number of
which neither more nor less is better has no thresholds. Queues are chosen for numbers of queues, teams for numbers of agents: the other
list stays empty.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from contracts.ids import QueueId, TeamId

BOARD_COLUMNS: Final = 12
#: a board higher than this is two boards
BOARD_ROWS_MAX: Final = 24
BOARD_TILES_MAX: Final = 40
BOARD_COLUMNS_OF_TABLE_MAX: Final = 10
BOARD_NAME_LENGTH_MAX: Final = 80
BOARD_TITLE_LENGTH_MAX: Final = 80
BOARD_TEXT_LENGTH_MAX: Final = 500
BOARD_LIST_ROWS_MAX: Final = 50
BOARDS_PER_OWNER_MAX: Final = 50
BOARD_TILE_ID_LENGTH_MAX: Final = 40
#: queues or teams that one tile names; without any it shows all
BOARD_CHOSEN_MAX: Final = 500
#: of a trend; a longer one is a report
BOARD_TREND_HOURS_MAX: Final = 24
BOARD_TREND_MINUTES: Final = (15, 30, 60)
"""One point of a trend: as a report's interval, so that both say the same."""


class BoardMeasure(StrEnum):
    """What a number tile, a trend or a column can show. Of queues: the first block now, the second today; of agents: the third."""

    WAITING = "waiting"
    LONGEST_WAIT = "longest_waiting_now"
    STAFFED = "staffed"
    FREE = "free"

    OFFERED = "offered"
    ANSWERED = "answered"
    ANSWERED_IN_TIME = "answered_in_time"
    ABANDONED = "abandoned"
    SHORT_ABANDONS = "short_abandons"
    FLOWED_OUT = "flowed_out"
    CALLBACKS = "callbacks"
    SERVICE_LEVEL = "service_level"
    ABANDONMENT_RATE = "abandonment_rate"
    ASA = "asa"

    SIGNED_IN = "agents_signed_in"
    AGENTS_READY = "agents_ready"
    AGENTS_HANDLING = "agents_handling"
    AGENTS_WRAPPING_UP = "agents_wrapping_up"
    AGENTS_NOT_READY = "agents_not_ready"


class TableOf(StrEnum):
    QUEUES = "queues"
    TEAMS = "teams"


class ListOf(StrEnum):
    WAITING = "waiting"
    AGENTS = "agents"
    CALLBACKS = "callbacks"
    ALARMS = "alarms"


class MessageTone(StrEnum):
    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Sharing(StrEnum):
    """Who sees a board beside its owner: nobody, the agents and supervisors of its teams, or everybody."""

    PRIVATE = "private"
    TEAMS = "teams"
    EVERYBODY = "everybody"


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cells of the grid, counted from the upper left corner, which is (0, 0)."""

    x: int
    y: int
    width: int
    height: int


class Thresholds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In the unit of the number: seconds, a share of 0 to 1, or a count. None = never; both None = as the queue's own goal says."""

    warn: float | None = None
    bad: float | None = None


class NumberTile(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="number", forbid_unknown_fields=True):
    """One giant figure. No queues = all of them; no teams = all agents."""

    id: str
    place: Place
    measure: BoardMeasure
    title: str = ""
    queues: list[QueueId] = []
    teams: list[TeamId] = []
    thresholds: Thresholds = Thresholds()


class TrendTile(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="trend", forbid_unknown_fields=True):
    """A line over the last `hours`, one point for `minutes`; only numbers that history keeps (those of today)."""

    id: str
    place: Place
    measure: BoardMeasure
    title: str = ""
    queues: list[QueueId] = []
    hours: int = 8
    minutes: int = 30
    thresholds: Thresholds = Thresholds()


class TableTile(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="table", forbid_unknown_fields=True):
    """A row for each queue or team. `by_trouble`: worst first; otherwise by name."""

    id: str
    place: Place
    of: TableOf
    columns: list[BoardMeasure]
    title: str = ""
    queues: list[QueueId] = []
    teams: list[TeamId] = []
    by_trouble: bool = True


class ListTile(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="list", forbid_unknown_fields=True):
    """Who waits, who works, what is arranged, what is wrong."""

    id: str
    place: Place
    of: ListOf
    title: str = ""
    queues: list[QueueId] = []
    teams: list[TeamId] = []
    rows_max: int = 10


class ClockTile(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="clock", forbid_unknown_fields=True):
    """The time of day in an IANA time zone; "" = that of the screen."""

    id: str
    place: Place
    title: str = ""
    time_zone: str = ""


class MessageTile(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="message", forbid_unknown_fields=True):
    """A sentence for everybody who looks up; plain text."""

    id: str
    place: Place
    text: str
    title: str = ""
    tone: MessageTone = MessageTone.PLAIN


Tile = NumberTile | TrendTile | TableTile | ListTile | ClockTile | MessageTile


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What the REST API and the editor speak of. `version` rises with every save; one who saves an old one is told so."""

    id: int
    name: str
    owner: str
    mine: bool
    sharing: Sharing
    teams: list[TeamId]
    tiles: list[Tile]
    version: int
    may_edit: bool
