"""Keeping the directory. Each service is one transaction."""

from __future__ import annotations

import re
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from ccplatform.accounts.models import User
from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import said
from crm.contacts.words import e164
from crm.directory.models import ENTRIES_MAX, Mark, SpeedDial
from crm.directory.selectors import RECENT_MAX

STARS_MAX: Final = 50
"""Of one person; more favourites are none."""
_EXTENSION: Final = re.compile(r"[0-9]{2,6}")


@transaction.atomic
def save_speed_dial(*, entry: SpeedDial, fields: dict[str, Any]) -> SpeedDial:
    """Raises Invalid for what cannot be dialled. Whether it may be dialled is decided by the dialling rules when somebody does."""
    if entry._state.adding and SpeedDial.objects.count() >= ENTRIES_MAX:
        sentence = said(en="There are {most} numbers already.", de="Es gibt schon {most} Nummern.", most=ENTRIES_MAX)
        raise Conflict("too_many_numbers", sentence)
    assign(entry, fields)
    entry.number = _dialled(entry.number)
    taken = said(en="There is a number named {name} already.", de="Es gibt schon eine Nummer namens {name}.", name=entry.name)
    save_unique(entry, field="name", code="name_taken", taken=taken)
    return entry


def _dialled(text: str) -> str:
    number = e164(text) or "".join(text.split())
    if not number.startswith("+") and not _EXTENSION.fullmatch(number):
        sentence = said(en="This is no telephone number.", de="Das ist keine Telefonnummer.")
        raise Invalid.field("number", "no_number", sentence)
    return number


@transaction.atomic
def star(*, user: User, place: str, starred: bool) -> None:
    """Raises Conflict above STARS_MAX."""
    # Locks the person: two tabs must not pass the limit together.
    User.objects.select_for_update().get(pk=user.pk)
    if starred and Mark.objects.filter(user=user, starred=True).exclude(place=place).count() >= STARS_MAX:
        sentence = said(en="At most {most} favourites.", de="Höchstens {most} Favoriten.", most=STARS_MAX)
        raise Conflict("too_many_favourites", sentence)
    Mark.objects.update_or_create(user=user, place=place, defaults={"starred": starred})
    _forget_old(user)


@transaction.atomic
def use(*, user: User, place: str) -> None:
    """It was dialled or transferred to just now."""
    User.objects.select_for_update().get(pk=user.pk)
    Mark.objects.update_or_create(user=user, place=place, defaults={"used_at": timezone.now()})
    _forget_old(user)


def _forget_old(user: User) -> None:
    """A person keeps the stars and RECENT_MAX places beside them: what nobody is shown is not kept."""
    plain = Mark.objects.filter(user=user, starred=False)
    newest = plain.filter(used_at__isnull=False).order_by("-used_at", "-pk").values_list("pk", flat=True)[:RECENT_MAX]
    plain.exclude(pk__in=list(newest)).delete()
