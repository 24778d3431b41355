"""Names under which engine and monolith meet in Redis, and what lies there. JSON everywhere, by msgspec.

| key | type | written by | what |
|---|---|---|---|
| cc:facts | stream, field `f` | engine | FactEnvelope in order; entry id is Redis's own; trimmed to FACTS_STREAM_LENGTH |
| cc:facts:recorded | string | recorder | `<epoch>:<seq>`: everything up to here is in PostgreSQL for good; the engine may forget it |
| cc:snapshot | string | engine | LiveState, at start, then at least every SNAPSHOT_INTERVAL_SECONDS |
| cc:pulse | pub/sub | engine | Heartbeat, every PULSE_INTERVAL_MS, also when nothing happens |
| cc:intents | stream, field `i` | web | IntentEnvelope; entries older than INTENT_AGE_SECONDS_MAX are refused as stale |
| cc:questions | stream, field `q` | web | outlook.Question; the engine answers those that come while it looks, and changes nothing |
| cc:configuration | string | web | CenterConfiguration, the published version |
| cc:cards | pub/sub | web | interaction whose contact was chosen, or "" for all: caller cards are looked up again |
| cc:news | pub/sub | web, worker | News: something for some browsers that is no live state |
| cc:heartbeat:<process> | string, expires | each process | its pid; `engine` (the one that leads), `standby:<pid>`, `recorder`, `worker` |

Order for a web process that starts: subscribe to the stream's end, load cc:snapshot, read the stream from the beginning of what it
holds and apply what is newer. When the stream lacks the next fact (Redis lost its memory) load the snapshot again.
"""

import msgspec

FACTS_STREAM = "cc:facts"
FACTS_STREAM_LENGTH = 200_000
FACTS_RECORDED_KEY = "cc:facts:recorded"
SNAPSHOT_KEY = "cc:snapshot"
SNAPSHOT_INTERVAL_SECONDS = 5
PULSE_CHANNEL = "cc:pulse"
PULSE_INTERVAL_MS = 500
INTENTS_STREAM = "cc:intents"
INTENTS_STREAM_LENGTH = 10_000
INTENT_AGE_SECONDS_MAX = 10
QUESTIONS_STREAM = "cc:questions"
QUESTIONS_STREAM_LENGTH = 1_000
CONFIGURATION_KEY = "cc:configuration"
CARDS_CHANNEL = "cc:cards"
NEWS_CHANNEL = "cc:news"
HEARTBEAT_KEY = "cc:heartbeat:{process}"
HEARTBEAT_SECONDS = 5
STANDBY = "standby:{pid}"


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True):
    """`seq` is the last fact shipped: a web process that has applied it is up to date as of `at`.

    `pbx`: whether callers can be served. `nodes`: every Asterisk node by name, and whether the engine can ask it.
    """

    epoch: int
    seq: int
    at: int
    pbx: bool
    version: int
    nodes: dict[str, bool] = {}


class News(msgspec.Struct, frozen=True, kw_only=True):
    """`message` is one of contracts.views.ServerMessage.

    It is sent as it is to the browsers of `users` (None = everybody's) that have `permission` ("" = whatever they may).
    """

    message: msgspec.Raw
    users: list[int] | None = None
    permission: str = ""
