"""Everything has a limit, and each limit a name, under which LimitReached tells of it."""

from __future__ import annotations

from typing import Final

from contracts import limits
from contracts.ids import Seconds

OVERFLOWS_IN_A_ROW_MAX: Final = limits.OVERFLOWS_IN_A_ROW_MAX
CALLBACKS_MAX: Final = limits.CALLBACKS_MAX
INTERACTIONS_MAX: Final = limits.INTERACTIONS_MAX
PARTIES_MAX: Final = limits.PARTIES_MAX

#: when a rule of waiting cannot be carried out now (the node is away), it is looked at again after so long
OVERFLOW_AGAIN_SECONDS: Final[Seconds] = 2
#: when a call-back cannot begin now (closed, no node, no trunk), or failed through no fault of the customer's: tried again after so long
CALLBACK_AGAIN_SECONDS: Final[Seconds] = 60
#: attempts that failed through no fault of the customer's, beside those the queue allows
CALLBACK_MISHAPS_MAX: Final = 10
#: characters kept of a call-back's note
NOTE_LENGTH_MAX: Final = 500
#: characters kept of a dialled or calling number, and of a caller's name
NUMBER_LENGTH_MAX: Final = 64
NAME_LENGTH_MAX: Final = 100
#: characters of a not-ready reason
REASON_LENGTH_MAX: Final = 40
#: characters of a failure's words
DETAIL_LENGTH_MAX: Final = 200
#: digits of an offer's number that are believed when a leg names it
OFFER_DIGITS_MAX: Final = 9

#: the PBX stops ringing by itself so much later than the floor, in case nobody tells it
RING_BEYOND_SECONDS: Final[Seconds] = 5
#: how long an agent whose leg we hung up waits for its end before the next offer
LEG_GONE_SECONDS_MAX: Final[Seconds] = 2
#: how long a ready agent's device may be gone (a page that reloads) before the agent is not ready
UNREACHABLE_SECONDS_MAX: Final[Seconds] = 15
#: a lost phone that could not be rung is rung again after so long (its node has just started and does not know it yet)
RESCUE_AGAIN_SECONDS: Final[Seconds] = 1
#: a lost phone answers by itself; when it has rung for so long its ring went astray, and it is rung anew
RESCUE_RING_SECONDS: Final[Seconds] = 5
#: how long a node may be gone before its interactions end
PBX_LOST_SECONDS_MAX: Final[Seconds] = 30
#: how long an order that found no connection holds back offers when nobody says that the node is lost
PBX_SUSPECTED_SECONDS_MAX: Final[Seconds] = 2
#: how long the end of a recording may stay away after the talk
RECORDING_END_SECONDS_MAX: Final[Seconds] = 30
#: how long a dialled number may ring
DIAL_SECONDS_MAX: Final[Seconds] = 60
#: digits and signs of a number that is dialled
DIALLED_LENGTH_MAX: Final = 20
#: DTMF digits sent at once
DIGITS_MAX: Final = 32
#: how long prompts may play; an end that is never told must not hold a caller
PLAY_SECONDS_MAX: Final[Seconds] = 300
#: so many refused orders to resume a talk are followed by a new hold, before the talk is left as it is told
HOLDS_REFUSED_MAX: Final = 5
#: legs remembered that could not be hung up because their node was gone
DOOMED_LEGS_MAX: Final = 10_000

#: steps of priority, up and down
PRIORITY_MAX: Final = 100
#: kinds of lanes of one queue beyond which those that nobody waits in are forgotten
LANES_KEPT_MAX: Final = 64
#: how long an agent who lost an offer and stays ready is asked nothing
REST_SECONDS: Final[Seconds] = 3
#: how often the metrics of a queue's conditional groups are looked at, beside its own events
GROUPS_SECONDS: Final[Seconds] = 5
