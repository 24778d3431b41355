"""Why the center cannot start, in one sentence, and what to do about it."""

from __future__ import annotations


class LaunchFault(Exception):
    """A fault of the world around us that a person can mend; printed as one clear sentence, never as a traceback."""

    def __init__(self, what: str, way_out: str) -> None:
        super().__init__(what, way_out)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what}. {self.way_out}."


class UnsupportedSystem(LaunchFault):
    """This machine is not one that `make up` prepares; the containers run on it."""

    def __init__(self, what: str) -> None:
        super().__init__(what, "Run the center in containers instead, see docker/README.md")


class RegistryUnreachable(LaunchFault):
    """A package registry did not answer."""

    def __init__(self, registry: str, detail: str) -> None:
        super().__init__(
            f"{registry} could not be reached ({detail})",
            "Check the network or proxy settings and run the same command again; it continues where it stopped",
        )


class DiskFull(LaunchFault):
    """Less room than the next step needs."""

    def __init__(self, place: str, needed_mb: int, free_mb: int) -> None:
        super().__init__(
            f"{place} has {free_mb} MB free and the next step needs {needed_mb} MB",
            "Free some space, or point XDG_CACHE_HOME at a larger disk, and run the same command again",
        )


class MissingTool(LaunchFault):
    """A program that a fresh Debian has, but this machine has not."""

    def __init__(self, tool: str, purpose: str, package: str) -> None:
        super().__init__(f"The program {tool} is missing ({purpose})", f"Install it, on Debian with: apt install {package}")
