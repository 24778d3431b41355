"""The dialplan: callers reach the engine and nothing else, agents' devices reach an echo.

Nothing here dials, so no caller can get out through us (where agents are on a node of their own, that one dials their devices and nothing
else: telephony/asterisk/neighbours.py). Nothing here answers a caller's call either: the engine does
that over ARI, without the wait for audio that the dialplan's Answer() has. While the engine's application is not there
(STASISSTATUS is FAILED) the caller stays with ringing, or with music when the call was answered before, and is offered
again every second.
"""

from typing import Final

from telephony.asterisk.neighbours import Role, contexts

#: contexts, shared with telephony/asterisk/objects.py
INBOUND: Final = "inbound"
DEVICES: Final = "devices"
ECHO: Final = "*43"
#: Q.850 cause of a call that nobody could take: 34, sent as SIP 503
NOBODY: Final = 34
#: every extension of printable ASCII; `s` is none at all. Asterisk itself answers others with 404
ANY: Final = ("s", "_[!-~]!")
#: extensions that Asterisk itself jumps to and ANY would match; a caller who dials such a letter is turned away
SPECIAL: Final = ("i", "t", "T", "e")

GENERAL: Final = """[general]
static=yes
writeprotect=yes
clearglobalvars=no
"""
OF_DEVICES: Final = f"""
; What an agent's phone may dial by itself; everything else it dials is answered with 404.
[{DEVICES}]
exten => {ECHO},1,Answer(,i)
 same => n,Echo()
 same => n,Hangup()
"""


def extensions(app: str, wait_s: int, apology: tuple[str, ...], role: Role = Role.BOTH, node_secret: str = "") -> str:
    """The text of extensions.conf; `apology` are media names without `sound:`, played one after the other.

    Of two nodes each has the contexts of its own people only; `node_secret` opens the one for agents to the other node.
    """
    parts = [GENERAL]
    if role is not Role.AGENTS:
        parts.append(_inbound(app, wait_s, apology))
    if role is not Role.CALLERS:
        parts.append(OF_DEVICES)
    if role is Role.AGENTS:
        parts.append(contexts(node_secret))
    return "".join(parts)


def _inbound(app: str, wait_s: int, apology: tuple[str, ...]) -> str:
    special = "".join(f"exten => {one},1,Hangup(1)\n" for one in SPECIAL)
    return f"""
; Every number, name or nothing at all (s) that a trunk dials. The dialled text is never evaluated; the engine reads it
; from the channel's dialplan position, which is why there is no Goto to a common place.
[{INBOUND}]
exten => h,1,Hangup()
{special}{"".join(_offered(extension, app, wait_s, apology) for extension in ANY)}"""


def _offered(extension: str, app: str, wait_s: int, apology: tuple[str, ...]) -> str:
    return f"""
exten => {extension},1,Set(CC_ATTEMPT=0)
 same => n(offer),Stasis({app},{INBOUND})
 same => n,GotoIf($["${{STASISSTATUS}}"!="FAILED"]?over)
 same => n,Set(CC_ATTEMPT=$[${{CC_ATTEMPT}}+1])
 same => n,GotoIf($[${{CC_ATTEMPT}}>{wait_s}]?sorry)
 same => n,GotoIf($["${{CHANNEL(state)}}"="Up"]?music)
 same => n,Ringing()
 same => n,Wait(1)
 same => n,Goto(offer)
 same => n(music),StartMusicOnHold()
 same => n,Wait(1)
 same => n,Goto(offer)
 same => n(sorry),StopMusicOnHold()
 same => n,Progress()
 same => n,Playback({"&".join(apology)},noanswer)
 same => n,Hangup({NOBODY})
 same => n(over),Hangup()
"""
