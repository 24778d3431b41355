"""Publishing: build, check, keep a version, hand it to the engine.

PostgreSQL comes first: a version that stands there is published, whatever happens next. Redis is only the way to the engine; when it
is away or has lost its memory, `deliver` brings the newest version there as soon as it is back (configuration/tasks.py).
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import DataError, IntegrityError, connection, transaction
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from ccplatform.accounts.models import User
from ccplatform.configuration import documents, restoring, selectors
from ccplatform.configuration.building import BrokenConfiguration, build
from ccplatform.configuration.checking import capacity_problems
from ccplatform.configuration.documents import Document
from ccplatform.configuration.models import RESTORED, Center, ConfigurationDocument, ConfigurationVersion
from ccplatform.kernel.announcements import ConfigurationChanged, announce_on_commit
from ccplatform.kernel.engine import NoAnswer, ask, engine_is_there
from ccplatform.kernel.instants import instant
from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.redis import redis
from ccplatform.kernel.references import wait_for_my_turn as keep_references
from ccplatform.kernel.speaking import Speak
from ccplatform.kernel.storing import assign
from ccplatform.kernel.words import Words, said
from ccplatform.queues import rules
from contracts.configuration import CenterConfiguration
from contracts.intents import AdoptConfiguration, Refusal
from contracts.rules import Capacity
from contracts.wire import CONFIGURATION_KEY
from ivr.flows.services import speak_flow
from telephony.prompts.render import render

PUBLISHING_LOCK = 0x6363_0001
"""Key of PostgreSQL's advisory lock: versions are made one after the other, and the last one has seen every change."""

CAUGHT_UP = "caught_up"
SOFTPHONE = "softphone"
"""What telephony.provisioning announces when a secret was rotated."""

log = logging.getLogger(__name__)


@transaction.atomic
def save_center(*, fields: dict[str, Any], by: User) -> Center:
    """`capacity`: JSON of a list of contracts.rules.Capacity. Raises Invalid."""
    center = selectors.center()
    assign(center, fields)
    if found := list(capacity_problems(msgspec.convert(center.capacity, list[Capacity]))):
        raise Invalid("capacity", found[0], {"capacity": found})
    center.save()
    announce_on_commit(ConfigurationChanged(what="center", by=by.pk))
    return center


@dataclass(frozen=True)
class Delivery:
    """How far a version has come. `refused` is the engine's reason, "" when there is none."""

    version: int
    in_redis: bool
    adopted: bool
    refused: str = ""


def on_change(announcement: ConfigurationChanged, **_: Any) -> None:
    """Receiver of kernel.announcements.configuration_changed. The change itself is committed: nothing here may undo or fail it."""
    former = _newest_number()
    try:
        published = publish_configuration(by=announcement.by, changed=announcement.what)
    except BrokenConfiguration as error:
        log.error("the configuration cannot be published, version %s stays in force: %s", former, error)
        return
    if published.version != former or announcement.what != CAUGHT_UP:
        deliver()


@transaction.atomic
def publish_configuration(*, by: int | None, changed: str = "") -> ConfigurationVersion:
    """The newest version, made now unless nothing differs from the former one. Raises BrokenConfiguration."""
    _wait_for_my_turn()
    former = selectors.newest()
    now = datetime.now(UTC)
    configuration = build(version=former.version + 1 if former else _first_number(), published_at=instant(now))
    digest = _digest(configuration)
    if former is not None and former.digest == digest:
        return former
    return ConfigurationVersion.objects.create(
        version=configuration.version,
        content=msgspec.json.encode(configuration),
        digest=digest,
        document=_keep(documents.document()),
        changed=changed,
        published_at=now,
        published_by_id=by,
    )


def _keep(content: Document) -> ConfigurationDocument:
    digest = hashlib.sha256(msgspec.json.encode(content)).hexdigest()
    kept = ConfigurationDocument.objects.filter(digest=digest).first()
    return kept or ConfigurationDocument.objects.create(digest=digest, content=documents.as_json(content))


@dataclass(frozen=True)
class Restored:
    """`version` is the newest one now: a new one, or the former when nothing differed. `notes` are for the person who asked."""

    version: int
    notes: list[Words]


def restore(*, version: ConfigurationVersion, by: User | None) -> Restored:
    """Rolls back: makes everything what this version says and publishes that as a new one. Raises Conflict."""
    content = document_of(version)
    return replace_all(content, secrets=version.told, by=by, changed=f"{RESTORED} {version.version}")


def document_of(version: ConfigurationVersion) -> Document:
    """Raises Conflict for a version from before documents were kept."""
    if version.document is None:
        message = said(
            en="Version {version} is from before versions could be compared and restored.",
            de="Version {version} stammt aus der Zeit, bevor sich Versionen vergleichen und wiederherstellen ließen.",
            version=version.version,
        )
        raise Conflict("version_without_document", message)
    return documents.read(version.document.content)


def speak_document(content: Document, speak: Speak = render) -> Document:
    """A document from elsewhere: its texts become sounds of this center. Raises Invalid and Conflict."""
    queues = []
    for queue in content.queues:
        fields = {name: rules.speak_all(name, getattr(queue, name), speak) for name in rules.JSON_FIELDS}
        queues.append(msgspec.structs.replace(queue, **fields))
    flows = [msgspec.structs.replace(flow, content=speak_flow(flow.content, speak)) for flow in content.flows]
    return msgspec.structs.replace(content, queues=queues, flows=flows)


def replace_all(content: Document, *, secrets: CenterConfiguration | None, by: User | None, changed: str) -> Restored:
    """Everything that people set up becomes what the document says, or nothing does. Raises Conflict, or Invalid for a bad file."""
    try:
        notes = _replace(content, secrets, by, changed)
    except BrokenConfiguration as error:
        raise Conflict("configuration_broken", str(error)) from error
    except (IntegrityError, DataError) as error:
        why = str(error).strip().splitlines()[0]
        message = said(en="This contradicts itself: {why}", de="Das widerspricht sich: {why}", why=why)
        raise Invalid("document_contradicts_itself", message) from error
    return Restored(_newest_number(), notes)


@transaction.atomic
def _replace(content: Document, secrets: CenterConfiguration | None, by: User | None, changed: str) -> list[Words]:
    keep_references()
    _wait_for_my_turn()
    notes = restoring.apply(content, secrets)
    # Checked before it is committed: a file may hold anything.
    build(version=0, published_at=0)
    announce_on_commit(ConfigurationChanged(what=changed, by=by.pk if by else None))
    return notes


def deliver() -> Delivery | None:
    """Writes the newest version to Redis and tells the engine, waiting for its answer where there is an engine; None when nothing
    was ever published. Never raises for a Redis that is away: then it is told later."""
    newest: ConfigurationVersion | None = None
    try:
        newest = _put_newest()
        if newest is None:
            return None
        if not engine_is_there():
            # It reads the key when it starts.
            return Delivery(newest.version, in_redis=True, adopted=False)
        reply = ask(AdoptConfiguration(version=newest.version), by=newest.published_by_id or 0)
    except (RedisConnectionError, RedisTimeoutError) as error:
        version = newest.version if newest else _newest_number()
        log.warning("configuration %s stays in PostgreSQL until Redis answers: %s", version, error)
        return Delivery(version, in_redis=False, adopted=False)
    if isinstance(reply, Refusal):
        log.error("the engine refused configuration %s: %s %s", newest.version, reply.code, reply.detail)
        return Delivery(newest.version, in_redis=True, adopted=False, refused=reply.code)
    return Delivery(newest.version, in_redis=True, adopted=not isinstance(reply, NoAnswer))


@transaction.atomic
def _put_newest() -> ConfigurationVersion | None:
    """In turn, so that nobody who was slower overwrites a newer version with an older one."""
    _wait_for_my_turn()
    newest = ConfigurationVersion.objects.first()
    if newest is not None:
        redis().set(CONFIGURATION_KEY, bytes(newest.content))
    return newest


def _wait_for_my_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING_LOCK])


def catch_up() -> None:
    """Publishes what a web process committed and could not publish any more, because it was killed or lost its database between."""
    on_change(ConfigurationChanged(what=CAUGHT_UP, by=None))


def deliver_if_needed() -> Delivery | None:
    """Brings Redis and the engine to the newest version; None when they are there already."""
    newest = selectors.newest()
    if newest is None:
        return None
    try:
        applied = selectors.applied_version()
        if selectors.version_in_redis() == newest.version and (applied == newest.version or not engine_is_there()):
            return None
    except (RedisConnectionError, RedisTimeoutError):
        return None
    return deliver()


def forget_rotations(*, before: datetime) -> int:
    """Deletes versions in which only a softphone's secret changed and which were replaced long ago; how many.

    Each sign-in to the desk makes one. What people changed is kept for ever.
    """
    newest = _newest_number()
    old = ConfigurationVersion.objects.filter(changed=SOFTPHONE, published_at__lt=before, version__lt=newest)
    deleted, _ = old.delete()
    return deleted


def _first_number() -> int:
    """An engine takes newer versions only. One that worked with another database before must not think ours old."""
    return (selectors.applied_version() or 0) + 1


def _digest(configuration: CenterConfiguration) -> str:
    content = msgspec.structs.replace(configuration, version=0, published_at=0)
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


def _newest_number() -> int:
    newest = selectors.newest()
    return newest.version if newest else 0
