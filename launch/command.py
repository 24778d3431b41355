"""The verbs behind the Makefile. Only the standard library until the environment is there."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from launch.environment import ensure_environment, existing_environment, is_current, link_environment
from launch.faults import LaunchFault
from launch.packages import demand_supported_system
from launch.places import CHECKOUT
from launch.progress import Steps, go_on_unseen

TARGETS: Final = ("environment", "front-end", "asterisk", "chromium", "sipp")
NEED_A_SYSTEM: Final = frozenset({"up", "test", "bench", "drills", "pictures"})
CALLS_PER_MINUTE_MAX: Final = 600


def main(arguments: Sequence[str]) -> int:
    """Perform one verb; the exit code. A fault is one sentence on standard error."""
    parsed = _parser().parse_args(arguments)
    steps = Steps()
    try:
        if not is_current():
            if parsed.needs_a_system:
                demand_supported_system()
            _go_on_in_the_environment(arguments, steps)
        perform: Callable[[argparse.Namespace, Steps], int] = parsed.perform
        return perform(parsed, steps)
    except LaunchFault as fault:
        print(fault, file=sys.stderr)
        return 1
    except BrokenPipeError:
        go_on_unseen(sys.stdout)
        return 1
    except OSError as error:
        print(_explained(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; run the same command again to continue.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m launch")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, perform: Callable[[argparse.Namespace, Steps], int], explained: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=explained)
        added.set_defaults(perform=perform, needs_a_system=name in NEED_A_SYSTEM)
        return added

    up = verb("up", _up, "start the center")
    demo = verb("demo-calls", _demo_calls, "let headless phones call the running center until Ctrl-C")
    demo.add_argument("--calls-per-minute", type=_calls_per_minute, default=6, metavar="N")
    up.add_argument("--demo-calls", type=_calls_per_minute, default=0, metavar="N", help="and demo callers, N a minute")
    verb("down", _down, "stop it")
    verb("status", _status, "say what runs and where the logs are")
    verb("test", _test, "run everything that checks the project")
    verb("lint", _lint, "check style, types and import contracts")
    verb("bench", _bench, "measure speed and size against app_queue")
    drills = verb("drills", _drills, "do to a center what may happen to it, and tell what was lost")
    drills.add_argument("--quick", action="store_true")
    drills.add_argument("--only", action="append", default=[], metavar="NAME")
    verb("pictures", _pictures, "take the pictures in docs/ anew")
    verb("lock", _lock, "choose the versions of all dependencies anew")
    run = verb("run", _run, "run a command in the environment, with the settings of the running center")
    run.add_argument("command", nargs=argparse.REMAINDER)
    ensure = verb("ensure", _ensure, "make something ready that other commands need")
    ensure.add_argument("target", nargs="*", type=_target, default=[], metavar=f"{{{','.join(TARGETS)}}}")
    return parser


def _explained(error: OSError) -> LaunchFault:
    """Faults of the disk that any step may meet."""
    if error.errno == errno.ENOSPC:
        return LaunchFault("The disk is full", "Free some space and run the same command again; it continues")
    if isinstance(error, PermissionError) and error.filename:
        return LaunchFault(
            f"{error.filename} cannot be used: it belongs to another user",
            "Run the command as that user, or give the checkout and the cache to yourself with chown",
        )
    raise error


def _target(text: str) -> str:
    # Not argparse's `choices`: it refuses the empty list, which means all of them.
    if text not in TARGETS:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(TARGETS)}")
    return text


def _calls_per_minute(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= CALLS_PER_MINUTE_MAX):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of calls a minute from 0 to {CALLS_PER_MINUTE_MAX}")
    return int(text)


def _go_on_in_the_environment(arguments: Sequence[str], steps: Steps) -> None:
    python = existing_environment()
    if python is None:
        with steps.step("Python environment") as progress:
            python = ensure_environment(progress)
    link_environment()
    os.chdir(CHECKOUT)
    sys.stdout.flush()
    os.execv(python, [str(python), "-m", "launch", *arguments])  # noqa: S606 - no shell is meant


def _up(parsed: argparse.Namespace, steps: Steps) -> int:
    from launch.center import Center
    from launch.settings import CenterSettings

    Center(CenterSettings.read(), steps).up(parsed.demo_calls)
    return 0


def _down(_: argparse.Namespace, steps: Steps) -> int:
    from launch.center import Center, settings_of_running_center

    Center(settings_of_running_center(), steps).down()
    return 0


def _status(_: argparse.Namespace, steps: Steps) -> int:
    from launch.center import Center, settings_of_running_center

    return 0 if Center(settings_of_running_center(), steps).status() else 1


def _demo_calls(parsed: argparse.Namespace, _: Steps) -> int:
    return _become(["-m", "telephony.softphones.demo", "--calls-per-minute", str(parsed.calls_per_minute)])


def _run(parsed: argparse.Namespace, _: Steps) -> int:
    if not parsed.command:
        raise LaunchFault("No command was given", "Add one, as in: python3 -m launch run manage.py check")
    return _become(parsed.command)


def _become(command: Sequence[str]) -> int:
    """Replace this process by a Python program that finds the running center in its environment."""
    from launch.center import recorded_environment, settings_of_running_center

    environment = {**os.environ, **recorded_environment(settings_of_running_center())}
    os.chdir(CHECKOUT)
    os.execve(sys.executable, [sys.executable, *command], environment)  # noqa: S606 - no shell is meant


def _test(_: argparse.Namespace, steps: Steps) -> int:
    from launch.checks import run_all

    return run_all(steps)


def _lint(_: argparse.Namespace, steps: Steps) -> int:
    from launch.checks import lint

    return lint(steps)


def _bench(_: argparse.Namespace, steps: Steps) -> int:
    ensure(TARGETS, steps)
    os.chdir(CHECKOUT)
    os.execv(sys.executable, [sys.executable, "-m", "benchmarks"])  # noqa: S606 - no shell is meant


def _drills(parsed: argparse.Namespace, steps: Steps) -> int:
    ensure(("asterisk",), steps)
    os.chdir(CHECKOUT)
    chosen = [*(["--quick"] if parsed.quick else []), *(f"--only={name}" for name in parsed.only)]
    os.execv(sys.executable, [sys.executable, "-m", "drills", *chosen])  # noqa: S606 - no shell is meant


def _pictures(_: argparse.Namespace, steps: Steps) -> int:
    ensure(TARGETS, steps)
    os.chdir(CHECKOUT)
    environment = {**os.environ, "PICTURES_DIR": str(CHECKOUT / "docs" / "pictures")}
    os.execve(sys.executable, [sys.executable, "-m", "pytest", "tests/e2e", "-k", "picture"], environment)  # noqa: S606 - no shell is meant


def _lock(_: argparse.Namespace, steps: Steps) -> int:
    from launch.environment import lock

    with steps.step("Locking the dependencies") as progress:
        lock(progress)
    return 0


def _ensure(parsed: argparse.Namespace, steps: Steps) -> int:
    ensure(parsed.target or TARGETS, steps)
    return 0


def ensure(targets: Sequence[str], steps: Steps) -> None:
    """Make each of TARGETS ready, with its progress. Raises LaunchFault."""
    from launch.chromium import ensure_chromium
    from launch.frontend import ensure_front_end
    from launch.sipp import ensure_sipp
    from telephony.asterisk.install import obtain

    work: dict[str, tuple[str, Callable[[Callable[[str], None]], object]]] = {
        "front-end": ("Front end", ensure_front_end),
        "asterisk": ("Asterisk", obtain),
        "chromium": ("Chromium", ensure_chromium),
        "sipp": ("SIPp", ensure_sipp),
    }
    for target in targets:
        if target in work:  # the environment is there already: this very code runs in it
            title, perform = work[target]
            with steps.step(title) as progress:
                perform(progress)
