"""Two nodes of one center: callers come in at one, agents' phones register at the other, a trunk lies between (docs/adr/0031).

Calls go one way only: the callers' node asks the agents' node for one device by name. The agents' node takes a call from that address
and port alone, and only with the secret that both read from a file; its dialplan can dial devices and nothing else.

A node that dies says nothing. Both look at each other with OPTIONS, and a leg between them ends by itself when no audio comes: each side
sends a packet of comfort noise at least every KEEPALIVE_S, so silence of RTP_TIMEOUT_S is no pause of the people's.
"""

from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

#: the static SIP endpoints that a node has for the other one
AGENTS_TRUNK: Final = "cc-node-agents"
CALLERS_TRUNK: Final = "cc-node-callers"
#: the header that carries the secret
NODE_HEADER: Final = "X-CC-Node"
#: contexts of the agents' node
FROM_CALLERS: Final = "from-callers"
TO_DEVICE: Final = "to-device"
#: seconds between two looks at each other, and until one without an answer has failed
QUALIFY_S: Final = 2
QUALIFY_TIMEOUT_S: Final = 1.0
#: seconds; see above. rtp_timeout counts whole seconds, so a leg is over one second later at most
KEEPALIVE_S: Final = 2
RTP_TIMEOUT_S: Final = 6
#: modules of the agents' node beside those of every node: Dial(), and Gosub() for the headers of the phone's INVITE
DIALLING_MODULES: Final = ("app_dial.so", "app_stack.so")
#: characters that a secret and a header of ours consist of, and those of a device's name, as FILTER() takes them
PLAIN: Final = "-_A-Za-z0-9"
NAMES: Final = "-_.A-Za-z0-9"


class Role(StrEnum):
    """What a node is there for."""

    BOTH = "both"
    CALLERS = "callers"
    AGENTS = "agents"


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """The other node as this one reaches it: IPv4 address and SIP port (UDP). `own_address`: ours, as the other one reaches it."""

    address: str
    port: int
    own_address: str
    secret_file: Path


def trunk(role: Role, neighbour: Neighbour, secret: str, *, bind_media: bool) -> str:
    """Sections of pjsip.conf for the other node. `bind_media`: audio is taken at our own address only."""
    name = AGENTS_TRUNK if role is Role.CALLERS else CALLERS_TRUNK
    # The callers' node takes no call from there: its context does not exist. Recognised all the same, so that OPTIONS is answered quietly.
    context = FROM_CALLERS if role is Role.AGENTS else "nobody"
    said = f"set_var=PJSIP_HEADER(add,{NODE_HEADER})={secret}\n" if role is Role.CALLERS else ""
    return f"""
[{name}]
type=aor
contact=sip:{neighbour.address}:{neighbour.port}
qualify_frequency={QUALIFY_S}
qualify_timeout={QUALIFY_TIMEOUT_S:g}

[{name}]
type=identify
endpoint={name}
match={neighbour.address}:{neighbour.port}
srv_lookups=no

[{name}]
type=endpoint
context={context}
aors={name}
identify_by=ip
; What callers mostly speak comes first, for desk phones; what browsers speak is asked for with each call.
disallow=all
allow=alaw,ulaw,g722,opus
direct_media=no
allow_transfer=no
allow_subscribe=no
allow_overlap=no
send_connected_line=no
trust_connected_line=no
trust_id_inbound=yes
callerid=caller
dtmf_mode=rfc4733
rtp_symmetric=yes
rtp_keepalive={KEEPALIVE_S}
rtp_timeout={RTP_TIMEOUT_S}
rtp_timeout_hold={RTP_TIMEOUT_S}
media_address={neighbour.own_address}
bind_rtp_to_media_address={"yes" if bind_media else "no"}
{said}"""


def contexts(secret: str) -> str:
    """Contexts of extensions.conf on the agents' node: the callers' node names a device, and that one rings.

    What comes in headers and as the extension is taken apart from everything that could be read as more than a name.
    """
    return f"""
[{FROM_CALLERS}]
exten => h,1,Hangup()
exten => _[0-9A-Za-z]!,1,GotoIf($["${{FILTER({PLAIN},${{PJSIP_HEADER(read,{NODE_HEADER})}})}}"="{secret}"]?known:unknown)
 same => n(known),Set(_CC_INTERACTION=${{FILTER({PLAIN},${{PJSIP_HEADER(read,X-Interaction)}})}})
 same => n,Set(_CC_CALL_INFO=${{PJSIP_HEADER(read,Call-Info)}})
 same => n,Dial(PJSIP/${{FILTER({NAMES},${{EXTEN}})}},,ib({TO_DEVICE}^s^1))
 same => n,Hangup(${{HANGUPCAUSE}})
 same => n(unknown),Hangup(21)

; Run on the phone's channel before its INVITE leaves: what the engine says to a phone goes on to it.
[{TO_DEVICE}]
exten => s,1,GotoIf($[${{LEN(${{CC_INTERACTION}})}}=0]?info)
 same => n,Set(PJSIP_HEADER(add,X-Interaction)=${{CC_INTERACTION}})
 same => n(info),GotoIf($[${{LEN(${{CC_CALL_INFO}})}}=0]?done)
 same => n,Set(PJSIP_HEADER(add,Call-Info)=${{CC_CALL_INFO}})
 same => n(done),Return()
"""
