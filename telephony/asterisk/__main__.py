"""python -m telephony.asterisk install | render | run | check | resources [asterisk | asterisk-agents]"""

import argparse
import os
import resource
import sys

from launch.faults import LaunchFault
from telephony.asterisk.check import NotWell, check
from telephony.asterisk.install import Installation, obtain
from telephony.asterisk.node import Node
from telephony.asterisk.render import render_node
from telephony.asterisk.settings import AGENTS, FIRST, BadSetting, NodeSettings, from_environment

COMMANDS = {
    "install": "find or unpack Asterisk and say where it is",
    "render": "write the configuration below var/asterisk",
    "run": "render, then become Asterisk in the foreground",
    "check": "say whether a running node answers; exit code 1 when it does not",
    "resources": "print the folder of ARI's resource files",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m telephony.asterisk")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, explained in COMMANDS.items():
        commands.add_parser(name, help=explained).add_argument(
            "node", nargs="?", choices=(FIRST, AGENTS), default=FIRST, help="which node, where agents have one of their own (CC_NODES=2)"
        )
    try:
        given = parser.parse_args()
        return _perform(given.command, from_environment(os.environ, given.node))
    except (BadSetting, LaunchFault, NotWell) as fault:
        print(fault, file=sys.stderr)
        return 1


def _perform(command: str, settings: NodeSettings) -> int:
    if command == "check":
        print(check(settings))
        return 0
    installation = obtain(lambda words: print(words, file=sys.stderr, flush=True))
    if command == "install":
        print(f"Asterisk {installation.version()}: {' '.join(installation.command)}")
    elif command == "resources":
        print(installation.resources)
    elif command == "render":
        print(render_node(settings, installation))
    else:
        _become(settings, installation)
    return 0


def _become(settings: NodeSettings, installation: Installation) -> None:
    """Replace this process, so that whoever watches it watches Asterisk and ends it with SIGTERM."""
    node = Node(settings, installation)
    node.prepare()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.execv(node.argv()[0], node.argv())  # noqa: S606  # no shell is meant


if __name__ == "__main__":
    sys.exit(main())
