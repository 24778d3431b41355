"""python -m acd [--health]: the engine's process, wired by hand in this one place."""

import asyncio
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

import msgspec
import uvloop
from redis import Redis
from redis.exceptions import RedisError

from acd.adapters.asterisk import AsteriskPbx
from acd.adapters.device_node import EVENTS as DEVICE_EVENTS
from acd.adapters.hearing import EVENTS
from acd.adapters.nodes import NODE, Nodes
from acd.adapters.redis import RedisFeed
from acd.engine.clock import EngineClock
from acd.engine.configuration import Publications, kept
from acd.engine.engine import Engine, ReplacedError
from acd.engine.intake import Intake, Place
from acd.engine.journal import Journal, OlderEpochError
from acd.engine.leadership import Leadership, Standing, until_leading
from acd.engine.logs import configure
from acd.engine.publishing import Acknowledgements, publish_snapshots, pulse, stand_by
from acd.engine.questions import answer_questions
from acd.engine.recovery import Keeper, recover
from acd.engine.settings import BadSettingError, EngineSettings, from_environment
from acd.engine.shipper import Shipper
from acd.ports import Position
from contracts.intents import AdoptConfiguration, IntentEnvelope, Refusal
from contracts.live import LiveState
from contracts.wire import HEARTBEAT_KEY, SNAPSHOT_KEY, STANDBY, Heartbeat
from telephony.ari.connection import AriClient

log = logging.getLogger("acd")

#: seconds to bring the last facts to Redis before the process ends
FAREWELL_S = 2.0
CANCEL_AGAIN_S = 0.5


async def run(settings: EngineSettings) -> None:
    """Stand by as long as another engine leads, then lead, until SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    with Leadership(settings.journal_dir) as leadership:
        async with RedisFeed(settings.redis_url) as feed, asyncio.TaskGroup() as tasks:
            over = asyncio.Event()
            if leadership.look() is not Standing.LEAD:
                # Not waited for when it comes to lead: a Redis that does not answer may keep it for seconds.
                tasks.create_task(stand_by(feed, over))
            waiting = tasks.create_task(until_leading(leadership))
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, waiting.cancel)
            await asyncio.wait([waiting])
            over.set()
            if not waiting.cancelled():
                await serve(settings, leadership)


async def serve(settings: EngineSettings, leadership: Leadership) -> None:
    """Lead until SIGTERM or SIGINT. Raises a group with ReplacedError or OlderEpochError when another engine leads."""
    journal = Journal(settings.journal_dir)
    saved = recover(settings.journal_dir, journal)
    before = saved.live if saved.live.epoch else None
    clock = EngineClock(max(journal.last_epoch(), saved.live.epoch), saved.live.at)
    configuration = kept(settings.journal_dir)
    async with RedisFeed(settings.redis_url) as feed:
        shipper = Shipper(journal, feed, epoch=clock.epoch)
        engine = Engine(clock, journal, configuration, shipper.wake)
        keeper = Keeper(settings.journal_dir, lambda: engine.live, lambda: acknowledgements.recorded)
        acknowledgements = Acknowledgements(journal, feed, lambda: keeper.saved, Position(*saved.recorded))
        shipper.acknowledged = lambda: acknowledgements.recorded
        publications = Publications(feed, settings.journal_dir, configuration, engine.adopt)
        pbx = _pbx(settings, engine)
        engine.pbx = pbx

        async def carry_out(envelope: IntentEnvelope) -> Refusal | None:
            if isinstance(envelope.intent, AdoptConfiguration):
                return await publications.fetch(envelope.intent.version)
            return engine.intend(envelope)

        def heartbeat() -> Heartbeat:
            seq = shipper.shipped.seq if shipper.shipped.epoch == clock.epoch else 0
            nodes = pbx.each if isinstance(pbx, Nodes) else {NODE: pbx.connected}
            return Heartbeat(epoch=clock.epoch, seq=seq, at=clock.now(), pbx=pbx.connected, version=publications.version, nodes=nodes)

        place = Place(settings.journal_dir / "intents.place")
        log.info("Epoch %d begins with configuration %d", clock.epoch, configuration.version)
        engine.start(before)
        # What was loaded stays: without this every full collection walks all modules, for milliseconds, while phones wait.
        gc.freeze()
        async with pbx:
            await _until_stopped(
                shipper.drained,
                engine.run(),
                leadership.hold(),
                pbx.run() if isinstance(pbx, Nodes) else pbx.sip.run(),
                shipper.run(),
                keeper.run(),
                acknowledgements.run(),
                pulse(feed, heartbeat),
                publish_snapshots(feed, lambda: msgspec.json.encode(engine.live), shipper.up),
                publications.run(shipper.up),
                Intake(feed, place, carry_out, time.time).run(),
                answer_questions(feed, engine.outlook),
            )
        keeper.save()
        journal.close()
        place.close()


def _pbx(settings: EngineSettings, engine: Engine) -> AsteriskPbx | Nodes:
    callers = partial(AriClient, msgspec.structs.replace(settings.ari, events=EVENTS))
    rest = (engine.post, engine.clock.now, lambda: _open(engine), settings.media_address, engine.replaced)
    if settings.agents_ari is None:
        return AsteriskPbx(callers, NODE, *rest)
    return Nodes(callers, partial(AriClient, msgspec.structs.replace(settings.agents_ari, events=DEVICE_EVENTS)), *rest)


def _open(engine: Engine) -> dict[str, str]:
    """The callers' legs of the open interactions, each with its interaction."""
    return {interaction.leg: interaction.id for interaction in engine.live.interactions.values()}


async def _until_stopped(farewell: Callable[[], Awaitable[None]], *services: Coroutine[Any, Any, None]) -> None:
    """Run all until a signal, then `farewell`, then end them; the first that breaks ends all and its error is raised."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(service) for service in services]
        await stop.wait()
        log.info("Asked to stop")
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_S):
                await farewell()
        # More than once: a cancellation that meets an answer in the same instant may be swallowed by a library.
        while waiting := [task for task in running if not task.done()]:
            for task in waiting:
                task.cancel()
            await asyncio.wait(waiting, timeout=CANCEL_AGAIN_S)
            log.debug("Still at work: %s", [task.get_coro() for task in waiting if not task.done()])


def health(settings: EngineSettings) -> int:
    """0 when a leading engine's heartbeat is in Redis; says also how many stand by, and which Asterisk nodes it can ask."""
    try:
        redis = Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=2)
        alive = redis.exists(HEARTBEAT_KEY.format(process="engine"))
        snapshot = redis.get(SNAPSHOT_KEY)
        standby = sum(1 for _ in redis.scan_iter(match=HEARTBEAT_KEY.format(process=STANDBY.format(pid="*")), count=1_000))
    except RedisError as error:
        print(f"Redis does not answer: {error}", file=sys.stderr)
        return 1
    others = f"; standby: {standby}" if standby else ""
    print(
        f"the engine is alive{others}{_of_nodes(snapshot, two=settings.agents_ari is not None)}"
        if alive
        else "the engine gives no sign of life",
        file=sys.stdout if alive else sys.stderr,
    )
    return 0 if alive else 1


def _of_nodes(snapshot: object, *, two: bool) -> str:
    """Every Asterisk node by name, as the last published state has it; it is published every few seconds."""
    if not isinstance(snapshot, bytes):
        return ""
    try:
        state = msgspec.json.decode(snapshot, type=LiveState)
    except msgspec.MsgspecError:
        return ""  # of another release
    return "".join(
        f"; {name}: {'there' if there else 'away'}" for name, there in sorted((state.pbx | (state.device_nodes if two else {})).items())
    )


def main() -> int:
    """The process's exit code."""
    try:
        settings = from_environment(os.environ)
        if sys.argv[1:] == ["--health"]:
            return health(settings)
        if sys.argv[1:]:
            print("usage: python -m acd [--health]", file=sys.stderr)
            return 2
        configure(settings.log_level)
        settings.journal_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _lead(settings)
    except BadSettingError as fault:
        print(fault, file=sys.stderr)
        return 1


def _lead(settings: EngineSettings) -> int:
    code = 0
    try:
        uvloop.run(run(settings))
    except* (ReplacedError, OlderEpochError) as others:
        log.error("This engine ends: %s", _innermost(others))
        code = 1
    return code


def _innermost(error: BaseException) -> BaseException:
    """Of groups in groups, the first that says something."""
    return _innermost(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


if __name__ == "__main__":
    sys.exit(main())
