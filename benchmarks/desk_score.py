"""Lighthouse's performance score of an agent's desk (https://developer.chrome.com/docs/lighthouse/performance/performance-scoring).

The desk of a real center, signed in, in Lighthouse's desktop setting. Lighthouse itself is installed once from its own lock
(benchmarks/lighthouse) into the user's cache; no part of the product or of its tests needs it.
"""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
from playwright.async_api import Page, async_playwright

from benchmarks.boards import FLAGS, READY_MS_MAX, enter
from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.whole_center import whole_center
from launch.chromium import chromium_executable
from launch.environment import explained
from launch.frontend import REGISTRY, find_node
from launch.places import cache_dir, demand_space, locked
from launch.ports import free_port

PACKAGE = Path(__file__).parent / "lighthouse"
FILES = ("package.json", "package-lock.json", ".npmrc")
SPACE_MB = 300
SCORE_MIN = 90.0
RUNS, RUNS_QUICK = 5, 1
"""Lighthouse's own advice for a figure that can be repeated: the median of five (docs/variability.md)."""
SECONDS_MAX = 180
MICROPHONE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
"""An agent's desk asks for one; nobody is there to allow it."""
SETTINGS = ("--preset=desktop", "--disable-storage-reset", "--only-categories=performance", "--output=json", "--quiet")
SHOWN = {
    "first-contentful-paint": "first contentful paint",
    "largest-contentful-paint": "largest contentful paint",
    "total-blocking-time": "blocking time",
}


class SignIn(msgspec.Struct, frozen=True):
    """A row of what the demo center writes for its operator (ccplatform/demo/sign_ins.py)."""

    role: str
    username: str
    password: str
    headless: bool = False


class Category(msgspec.Struct, frozen=True):
    """`score` is 0 to 1; None when the page could not be judged."""

    score: float | None


class Audit(msgspec.Struct, frozen=True, rename="camel"):
    """`numeric_value` of the audits in SHOWN is in milliseconds."""

    numeric_value: float = float("nan")


class Report(msgspec.Struct, frozen=True):
    """The part that is read of what Lighthouse writes."""

    categories: dict[str, Category]
    audits: dict[str, Audit]

    @property
    def score(self) -> float:
        """0 to 100; NaN when the page could not be judged."""
        found = self.categories["performance"].score
        return float("nan") if found is None else found * 100


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    return await asyncio.to_thread(_run, quick, say)


def _run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    program = ensure_lighthouse(say)
    with tempfile.TemporaryDirectory(prefix="cc-") as folder:
        state = Path(folder) / "var"
        Path(folder).chmod(0o711)  # PostgreSQL does not run as root: its own account passes through here
        say("make up, with a state of its own")
        with whole_center(state) as url:
            say("Lighthouse looks at the desk")
            address = url.replace("127.0.0.1", "localhost")
            return rows([_look(program, address, state) for _ in range(RUNS_QUICK if quick else RUNS)])


def ensure_lighthouse(say: Callable[[str], None]) -> Path:
    """Its program for Node.js, installed when this lock was not installed yet. Raises LaunchFault."""
    digest = hashlib.sha256(b"".join((PACKAGE / name).read_bytes() for name in FILES)).hexdigest()[:12]
    home = cache_dir() / "lighthouse" / digest
    mark = home / ".complete"
    with locked(cache_dir() / "locks" / f"lighthouse-{digest}"):
        if not mark.exists():
            say("installing Lighthouse")
            home.mkdir(parents=True, exist_ok=True)
            demand_space(home, SPACE_MB)
            for name in FILES:
                (home / name).write_bytes((PACKAGE / name).read_bytes())
            node = find_node()
            argv = [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            done = subprocess.run(argv, cwd=home, env=node.environment(), capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise explained(done.stderr or done.stdout, REGISTRY)
            mark.touch()
    return home / "node_modules" / "lighthouse" / "cli" / "index.js"


def _look(program: Path, url: str, state: Path) -> Report:
    """One look, in a browser of its own: nothing of the one before is kept."""
    with tempfile.TemporaryDirectory(prefix="cc-", ignore_cleanup_errors=True) as profile:
        path = Path(profile) / "report.json"
        asyncio.run(_write_report(program, url, state, path))
        return msgspec.json.decode(path.read_bytes(), type=Report)


async def _write_report(program: Path, url: str, state: Path, path: Path) -> None:
    port = free_port()
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            path.parent / "profile",
            executable_path=chromium_executable(),
            headless=True,
            args=[*FLAGS, *MICROPHONE, f"--remote-debugging-port={port}"],
            timeout=READY_MS_MAX,
        )
        try:
            await _sign_in(context.pages[0], url, state)
            await _judge(program, f"{url}/desk", port, path)
        finally:
            await context.close()


async def _sign_in(page: Page, url: str, state: Path) -> None:
    known = msgspec.json.decode(await asyncio.to_thread((state / "run" / "demo-sign-ins.json").read_bytes), type=list[SignIn])
    agent = next(row for row in known if row.role == "agent" and row.password and not row.headless)
    await enter(page, url, agent.username, agent.password)
    await page.goto("about:blank")  # the desk that is looked at is the only one of this agent


async def _judge(program: Path, address: str, port: int, path: Path) -> None:
    node = find_node()
    argv = (str(node.program), str(program), address, f"--port={port}", f"--output-path={path}", *SETTINGS)
    process = await asyncio.create_subprocess_exec(*argv, env=node.environment(), stderr=asyncio.subprocess.PIPE)
    try:
        async with asyncio.timeout(SECONDS_MAX):
            _, words = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise SystemExit(f"Lighthouse ended with {process.returncode}:\n{words.decode(errors='replace')}")


def rows(reports: list[Report]) -> list[Goal | Note]:
    """The lines of the table: medians over all looks."""
    looks = f"{len(reports)} look{'s' if len(reports) > 1 else ''}"
    score = Figures([report.score for report in reports])
    return [
        Goal(
            name="Lighthouse, performance of the desk",
            unit="",
            measured=score.p50,
            limit=SCORE_MIN,
            said=f">= {SCORE_MIN:.0f} ({looks}, worst {score.quantile(0):.0f})",
            at_least=True,
        ),
        *(
            Note(name=f"  {words}", unit="ms", measured=Figures([one.audits[name].numeric_value for one in reports]).p50, said="(no goal)")
            for name, words in SHOWN.items()
        ),
    ]
