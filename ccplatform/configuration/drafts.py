"""Drafts: changes that are collected, looked at together, and published at once, now or at a set time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from ccplatform.accounts.models import User
from ccplatform.configuration import documents, rehearsal, selectors, services
from ccplatform.configuration.building import BrokenConfiguration
from ccplatform.configuration.differences import Change, differences
from ccplatform.configuration.models import ConfigurationVersion, Draft
from ccplatform.configuration.rehearsal import Effects, Wish
from ccplatform.kernel.problems import Conflict, Invalid, Problem
from ccplatform.kernel.words import said
from contracts.permissions import Permission
from telephony.prompts.render import CannotSpeak, render

WISHES_MAX = 500
"""Changes in one draft: each look at it makes all of them anew."""
OPEN_MAX = 100
"""Drafts that are not published yet."""
SECRET_FIELDS = frozenset({"password", "secret"})


def wishes_of(draft: Draft) -> list[Wish]:
    return msgspec.convert(draft.wishes, list[Wish])


@transaction.atomic
def begin(*, name: str, by: User) -> Draft:
    """An empty draft upon what is in force now. Raises Conflict when there are too many."""
    if Draft.objects.filter(published_at=None).count() >= OPEN_MAX:
        message = said(
            en="There are {most} drafts already: publish or discard some.",
            de="Es gibt schon {most} Entwürfe: bitte einige veröffentlichen oder verwerfen.",
            most=OPEN_MAX,
        )
        raise Conflict("too_many_drafts", message)
    newest = selectors.newest()
    return Draft.objects.create(name=name, created_by=by, base_version=newest.version if newest else None)


@transaction.atomic
def rename(*, draft: Draft, name: str) -> Draft:
    locked = _locked(draft)
    locked.name = name
    locked.save(update_fields=["name", "changed_at"])
    return locked


@transaction.atomic
def schedule(*, draft: Draft, at: datetime | None, by: User) -> Draft:
    """Publishes itself at that time, in the name of `by`; None: not by itself. Raises Invalid for a time that is past."""
    locked = _locked(draft)
    if at is not None and at <= timezone.now():
        raise Invalid.field("publish_at", "in_the_past", said(en="This time has passed.", de="Dieser Zeitpunkt ist vorbei."))
    locked.publish_at, locked.failure = at, ""
    locked.scheduled_by = by if at is not None else None
    locked.save(update_fields=["publish_at", "scheduled_by", "failure", "changed_at"])
    return locked


@transaction.atomic
def discard(*, draft: Draft) -> None:
    """Raises Conflict for one that was published: it is history."""
    _locked(draft).delete()


@transaction.atomic
def add(*, draft: Draft, wish: Wish) -> Draft:
    """One more change, which was tried before. What is changed twice in a row is one change."""
    if SECRET_FIELDS & {name for name, value in wish.fields.items() if value}:
        message = said(en="Passwords are set at once, not in a draft.", de="Passwörter werden sofort gesetzt, nicht in einem Entwurf.")
        raise Invalid.field("password", "secret_in_draft", message)
    locked = _locked(draft)
    wishes = wishes_of(locked)
    last = wishes[-1] if wishes else None
    if last is not None and (last.kind, last.id) == (wish.kind, wish.id) and wish.deed == "changed" and last.deed != "removed":
        wishes[-1] = msgspec.structs.replace(last, fields={**last.fields, **wish.fields})
    else:
        wishes.append(wish)
    if len(wishes) > WISHES_MAX:
        message = said(en="A draft has at most {most} changes.", de="Ein Entwurf hat höchstens {most} Änderungen.", most=WISHES_MAX)
        raise Conflict("draft_full", message)
    return _keep(locked, wishes)


def add_all(*, draft: Draft, wishes: Sequence[Wish], by: User) -> Draft:
    """All of them, tried upon what the draft holds, or none. Raises Conflict by place ("changes.3.name")."""
    with rehearsal.trial():
        rehearsal.perform_all(wishes_of(draft), by)
        rehearsal.make_all(wishes, by, "")
    with transaction.atomic():
        for wish in wishes:
            draft = add(draft=draft, wish=wish)
    return draft


@transaction.atomic
def take_back(*, draft: Draft, kind: str, key: int) -> Draft:
    """Everything that the draft wanted of this thing."""
    locked = _locked(draft)
    return _keep(locked, [wish for wish in wishes_of(locked) if (wish.kind, wish.id) != (kind, key)])


def _keep(draft: Draft, wishes: Sequence[Wish]) -> Draft:
    draft.wishes = msgspec.to_builtins(list(wishes))
    draft.failure = ""
    draft.save(update_fields=["wishes", "failure", "changed_at"])
    return draft


def _locked(draft: Draft) -> Draft:
    """Raises Conflict for one that was published."""
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None or locked.published_at is not None:
        message = said(en="This draft was published or discarded.", de="Dieser Entwurf wurde veröffentlicht oder verworfen.")
        raise Conflict("draft_closed", message)
    return locked


@dataclass(frozen=True)
class Outlook:
    """What a draft would do, and what somebody else changed of the same since it was begun."""

    effects: Effects
    overtaken: list[Change]


def outlook(draft: Draft, *, by: User, on: date) -> Outlook:
    found = rehearsal.effects(wishes_of(draft), by, on)
    return Outlook(found, list(_overtaken(draft, found.changes)))


def _overtaken(draft: Draft, changes: Sequence[Change]) -> Iterator[Change]:
    base = ConfigurationVersion.objects.filter(version=draft.base_version or 0).select_related("document").first()
    if base is None or base.document is None:
        return
    touched = {(change.kind, change.id, change.path) for change in changes}
    for change in differences(documents.read(base.document.content), documents.document()):
        if (change.kind, change.id, change.path) in touched:
            yield change


def publish(*, draft: Draft, by: User) -> Draft:
    """All of it or nothing. Raises Conflict, which says what cannot be made any more."""
    _speak(wishes_of(draft))
    try:
        published = _publish(draft, by)
    except BrokenConfiguration as error:
        raise Conflict("configuration_broken", str(error)) from error
    newest = selectors.newest()
    published.published_version = newest.version if newest else None
    published.save(update_fields=["published_version"])
    return published


@transaction.atomic
def _publish(draft: Draft, by: User) -> Draft:
    locked = _locked(draft)
    rehearsal.make_all(wishes_of(locked), by, f"draft {locked.name}")
    locked.published_at = timezone.now()
    locked.publish_at, locked.failure = None, ""
    locked.save()
    return locked


def make_now(wishes: Sequence[Wish], *, by: User, what: str) -> int:
    """All of these changes in one version, which is returned, or none. Raises Conflict."""
    _speak(wishes)
    try:
        rehearsal.make_all(wishes, by, what)
    except BrokenConfiguration as error:
        raise Conflict("configuration_broken", str(error)) from error
    newest = selectors.newest()
    return newest.version if newest else 0


def _speak(wishes: Sequence[Wish]) -> None:
    """Texts become sounds before the transaction, so that nobody waits for our locks; what cannot be spoken is said inside."""
    for text, language in {(text, language) for wish in wishes for text, language in _texts(wish.fields)}:
        try:
            render(text, language, settings.CENTER.sounds_dir)
        except CannotSpeak:
            continue


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        text, language = value.get("text"), value.get("language")
        if isinstance(text, str) and isinstance(language, str):
            yield text, language
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def publish_due(now: datetime) -> list[Draft]:
    """Those whose time has come. One that cannot be published says why and waits for a person."""
    done = []
    for draft in Draft.objects.filter(publish_at__lte=now, published_at=None).order_by("publish_at", "id"):
        by = draft.scheduled_by
        with translation.override(by.language if by else "en"):
            try:
                if by is None or not by.is_active or Permission.CONFIGURATION_EDIT not in by.permissions:
                    message = said(
                        en="Whoever set the time may no longer change the configuration.",
                        de="Wer den Zeitpunkt gesetzt hat, darf die Konfiguration nicht mehr ändern.",
                    )
                    raise Conflict("not_allowed_any_more", message)
                done.append(publish(draft=draft, by=by))
            except Problem as problem:
                if problem.code != "draft_closed":
                    Draft.objects.filter(pk=draft.pk).update(publish_at=None, failure=str(problem.detail))
    services.deliver_if_needed()
    return done
