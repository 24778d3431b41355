"""A node as something that can be started, asked and ended (launch.services.Server)."""

import subprocess
from pathlib import Path

from telephony.asterisk.check import NotWell, check
from telephony.asterisk.install import Installation
from telephony.asterisk.ports import demand_free_ports
from telephony.asterisk.render import render_node
from telephony.asterisk.settings import NodeSettings


class Node:
    """Asterisk with these settings; `launch.services.running(node, log)` keeps it up for the length of a block."""

    name = "Asterisk"

    def __init__(self, settings: NodeSettings, installation: Installation) -> None:
        self.settings = settings
        self._installation = installation

    def prepare(self) -> None:
        """Write the configuration. Raises LaunchFault for a taken port and BadSetting."""
        demand_free_ports(self.settings)
        render_node(self.settings, self._installation)

    def argv(self) -> list[str]:
        """Asterisk in the foreground."""
        return [*self._installation.command, "-f", "-C", str(self._configuration)]

    def healthy(self) -> bool:
        """Whether ARI answers."""
        try:
            check(self.settings)
        except NotWell:
            return False
        return True

    def console(self, command: str) -> str:
        """What Asterisk's command line says to `command`; empty when the node does not run."""
        asked = [*self._installation.command, "-C", str(self._configuration), "-rx", command]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        return done.stdout

    @property
    def _configuration(self) -> Path:
        return self.settings.etc / "asterisk.conf"
