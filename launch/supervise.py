"""The process behind `make up`: python -m launch.supervise servers|center STATUS_FILE [--demo-calls-per-minute N]

It gets its settings from the environment. SIGTERM ends its group in order and then itself.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
from pathlib import Path

from launch.ports_file import server_ports
from launch.processes import EmbeddedServers, center_specs
from launch.settings import CenterSettings
from launch.supervisor import ProcessSpec, Supervisor


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m launch.supervise")
    parser.add_argument("group", choices=["servers", "center"])
    parser.add_argument("status_file", type=Path)
    parser.add_argument("--demo-calls-per-minute", type=int, default=0)
    arguments = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
    settings = CenterSettings.read()
    asyncio.run(_run(_specs(arguments.group, arguments.demo_calls_per_minute, settings), arguments.status_file, settings))


def _specs(group: str, demo_calls_per_minute: int, settings: CenterSettings) -> list[ProcessSpec]:
    if group == "servers":
        return EmbeddedServers.of(settings, server_ports(settings.run_dir)).specs()
    return center_specs(os.environ, demo_calls_per_minute)


async def _run(specs: list[ProcessSpec], status_file: Path, settings: CenterSettings) -> None:
    supervisor = Supervisor(specs, status_file, settings.log_dir)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, supervisor.stop)
    await supervisor.run()


if __name__ == "__main__":
    main()
