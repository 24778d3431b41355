"""The yardstick: Asterisk's own queue application, tuned as its best users run it, on a node of its own.

Tuned: autofill, retry=1, no announcements, `Answer(,i)` (does not wait for the caller's first audio), rrmemory, a short module list,
no CDR, CEL or queue log. (../shared/design/telephony.md gives the reasons and earlier figures.)
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS, IMPATIENT_SECONDS, Center, free_udp_port
from benchmarks.processes import speaking
from telephony.asterisk import install
from telephony.asterisk.files import UNHEARD
from telephony.asterisk.modules import MODULES

STARTED = "Asterisk Ready"
START_SECONDS_MAX = 20
QUEUE_NUMBER, IMPATIENT_NUMBER = "100", "101"
MEDIA = "media_address=127.0.0.1\nbind_rtp_to_media_address=yes\n"
"""As ours: an address that is named need not be looked up for every leg."""


def _configuration(root: Path, installed: install.Installation, sip_port: int, agents: int, agent_port: int) -> dict[str, str]:
    directories = {
        "astetcdir": root / "etc",
        "astmoddir": installed.modules,
        "astdatadir": installed.data,
        "astvarlibdir": root / "lib",
        "astdbdir": root / "lib",
        "astkeydir": root / "lib",
        "astspooldir": root / "spool",
        "astrundir": root / "run",
        "astlogdir": root / "log",
        "astagidir": root / "lib",
        "astsbindir": root / "lib",
    }
    members = "\n".join(f"member => PJSIP/a{n}" for n in range(agents))
    endpoints = "\n".join(
        f"[a{n}]\ntype=endpoint\ncontext=agents\ndisallow=all\nallow=alaw\ndirect_media=no\n{MEDIA}aors=a{n}\n"
        f"[a{n}]\ntype=aor\ncontact=sip:a{n}@{AGENT_ADDRESS}:{agent_port}\nqualify_frequency=0\n"
        for n in range(agents)
    )
    own = [name for name in MODULES if "ari" not in name and "stasis" not in name and "websocket" not in name]
    loads = "\n".join(f"load = {name}" for name in [*own, "app_queue.so", "func_devstate.so"])
    return {
        "asterisk.conf": "[directories]\n" + "\n".join(f"{key} => {path}" for key, path in directories.items()) + "\n",
        "modules.conf": f"[modules]\nautoload=no\n{loads}\n",
        "logger.conf": "[general]\nqueue_log=no\n[logfiles]\nconsole => warning,error\n",
        "cdr.conf": "[general]\nenable=no\n",
        # As ours, except for the device states by which app_queue knows who is free.
        "stasis.conf": "[declined_message_types]\n" + "".join(f"decline={kind}\n" for kind in UNHEARD if "device_state" not in kind),
        "pjsip.conf": (
            f"[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:{sip_port}\n"
            f"[callers]\ntype=endpoint\ncontext=inbound\ndisallow=all\nallow=alaw\ndirect_media=no\n{MEDIA}"
            f"[callers]\ntype=identify\nendpoint=callers\nmatch={CALLER_ADDRESS}\n{endpoints}"
        ),
        "extensions.conf": f"[inbound]\n{_line(QUEUE_NUMBER, 'bench')}{_line(IMPATIENT_NUMBER, 'impatient')}[agents]\n",
        "queues.conf": (
            "[general]\npersistentmembers=no\nautofill=yes\nlog_membername_as_agent=no\n"
            f"{_queue('bench', 20, members)}{_queue('impatient', IMPATIENT_SECONDS, members)}"
        ),
        "musiconhold.conf": f"[default]\nmode=files\ndirectory={installed.data}/moh\n",
        "rtp.conf": "[general]\nrtpstart=30000\nrtpend=31999\n",
    }


def _line(number: str, queue: str) -> str:
    return f"exten => {number},1,Answer(,i)\n same => n,Queue({queue})\n same => n,Hangup()\n"


def _queue(name: str, ring_seconds: int, members: str) -> str:
    return (
        f"[{name}]\nstrategy=rrmemory\nautofill=yes\nretry=1\ntimeout={ring_seconds}\nwrapuptime=0\nringinuse=no\n"
        f"announce-frequency=0\njoinempty=yes\nleavewhenempty=no\n{members}\n"
    )


@asynccontextmanager
async def app_queue_center(agents: int, agent_port: int) -> AsyncIterator[Center]:
    """A node with `agents` members a0.. whose phones listen on AGENT_ADDRESS:agent_port."""
    installed = install.found()
    if installed is None:
        raise SystemExit("Asterisk is not there yet: run `make up` or `python -m telephony.asterisk install` first")
    with tempfile.TemporaryDirectory(prefix="aq") as folder:
        root = Path(folder)
        sip_port = free_udp_port()
        for name in ("etc", "lib", "spool", "run", "log"):
            (root / name).mkdir()
        for name, text in _configuration(root, installed, sip_port, agents, agent_port).items():
            (root / "etc" / name).write_text(text)
        argv = [*installed.command, "-C", str(root / "etc" / "asterisk.conf"), "-f"]
        async with speaking(argv, STARTED, seconds_max=START_SECONDS_MAX) as process:
            yield Center("app_queue", ("127.0.0.1", sip_port), QUEUE_NUMBER, IMPATIENT_NUMBER, [process.pid])
