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
from acd.adapters.hearing import EVENTS
from acd.adapters.redis import RedisFeed
from acd.engine.clock import EngineClock
from acd.engine.configuration import Publications, kept
from acd.engine.engine import Engine
from acd.engine.intake import Intake, Place
from acd.engine.journal import Journal
from acd.engine.logs import configure
from acd.engine.publishing import Acknowledgements, publish_snapshots, pulse
from acd.engine.recovery import AlreadyRunningError, Keeper, recover, sole_engine
from acd.engine.settings import BadSettingError, EngineSettings, from_environment
from acd.engine.shipper import Shipper
from acd.ports import Position
from contracts.intents import AdoptConfiguration, IntentEnvelope, Refusal
from contracts.wire import HEARTBEAT_KEY, Heartbeat
from telephony.ari.connection import AriClient

log = logging.getLogger("acd")

#: the name of the only Asterisk node
NODE = "node1"
#: seconds to bring the last facts to Redis before the process ends
FAREWELL_S = 2.0
CANCEL_AGAIN_S = 0.5


async def serve(settings: EngineSettings) -> None:
    """Run the engine until SIGTERM or SIGINT."""
    journal = Journal(settings.journal_dir)
    saved = recover(settings.journal_dir, journal)
    before = saved.live if saved.live.epoch else None
    clock = EngineClock(max(journal.last_epoch(), saved.live.epoch), saved.live.at)
    configuration = kept(settings.journal_dir)
    async with RedisFeed(settings.redis_url) as feed:
        shipper = Shipper(journal, feed)
        engine = Engine(clock, journal, configuration, shipper.wake)
        keeper = Keeper(settings.journal_dir, lambda: engine.live, lambda: acknowledgements.recorded)
        acknowledgements = Acknowledgements(journal, feed, lambda: keeper.saved, Position(*saved.recorded))
        shipper.acknowledged = lambda: acknowledgements.recorded
        publications = Publications(feed, settings.journal_dir, configuration, engine.adopt)
        pbx = AsteriskPbx(
            partial(AriClient, msgspec.structs.replace(settings.ari, events=EVENTS)),
            NODE,
            engine.post,
            clock.now,
            lambda: _open(engine),
            settings.media_address,
        )
        engine.pbx = pbx

        async def carry_out(envelope: IntentEnvelope) -> Refusal | None:
            if isinstance(envelope.intent, AdoptConfiguration):
                return await publications.fetch(envelope.intent.version)
            return engine.intend(envelope)

        def heartbeat() -> Heartbeat:
            seq = shipper.shipped.seq if shipper.shipped.epoch == clock.epoch else 0
            return Heartbeat(epoch=clock.epoch, seq=seq, at=clock.now(), pbx=pbx.connected, version=publications.version)

        place = Place(settings.journal_dir / "intents.place")
        log.info("Epoch %d begins with configuration %d", clock.epoch, configuration.version)
        engine.start(before)
        # What was loaded stays: without this every full collection walks all modules, for milliseconds, while phones wait.
        gc.freeze()
        async with pbx:
            await _until_stopped(
                shipper.drained,
                engine.run(),
                pbx.sip.run(),
                shipper.run(),
                keeper.run(),
                acknowledgements.run(),
                pulse(feed, heartbeat),
                publish_snapshots(feed, lambda: msgspec.json.encode(engine.live), shipper.up),
                publications.run(shipper.up),
                Intake(feed, place, carry_out, time.time).run(),
            )
        keeper.save()
        journal.close()
        place.close()


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


def health(redis_url: str) -> int:
    """0 when the engine's heartbeat is in Redis."""
    try:
        alive = Redis.from_url(redis_url, socket_timeout=2, socket_connect_timeout=2).exists(HEARTBEAT_KEY.format(process="engine"))
    except RedisError as error:
        print(f"Redis does not answer: {error}", file=sys.stderr)
        return 1
    print("the engine is alive" if alive else "the engine gives no sign of life", file=sys.stdout if alive else sys.stderr)
    return 0 if alive else 1


def main() -> int:
    """The process's exit code."""
    try:
        settings = from_environment(os.environ)
        if sys.argv[1:] == ["--health"]:
            return health(settings.redis_url)
        if sys.argv[1:]:
            print("usage: python -m acd [--health]", file=sys.stderr)
            return 2
        configure(settings.log_level)
        settings.journal_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with sole_engine(settings.journal_dir):
            uvloop.run(serve(settings))
    except (BadSettingError, AlreadyRunningError) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
