"""Tells people and programs outside of alarms: by e-mail and by webhook, again and again with growing pauses until it has worked."""

from __future__ import annotations

import json
import logging
import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation

from ccplatform.alarms.models import ERROR_LENGTH_MAX, Alarm, AlarmRule, Delivery, Event, Way
from ccplatform.alarms.webhooks import NotSent, post
from ccplatform.alarms.words import sentence, subject_line
from ccplatform.kernel.words import said

log = logging.getLogger(__name__)

AT_ONCE_MAX = 20
ATTEMPTS_MAX = 10
"""With the pauses below about an hour and a half."""
PAUSE_SECONDS_FIRST, PAUSE_SECONDS_MAX = 5, 1_800
CLAIM_SECONDS = 60
"""While somebody sends, nobody else does. Should the sender die, it is sent again after this time."""


def pause_seconds(attempts: int) -> int:
    return int(min(PAUSE_SECONDS_MAX, PAUSE_SECONDS_FIRST * 2**attempts))


def deliver_due(now: datetime) -> int:
    """How many were sent. Each is claimed by itself, so that what one server's slowness delays is at most this round."""
    return sum(_deliver(delivery) for delivery in _claim(now))


def _claim(now: datetime) -> list[Delivery]:
    """Of one alarm each address is told in order: nothing as long as something older is on its way there, or tried again later."""
    same = {name: OuterRef(name) for name in ("alarm", "way", "address")}
    older = Delivery.objects.filter(pk__lt=OuterRef("pk"), next_at__isnull=False, **same)
    with transaction.atomic():
        due = list(
            Delivery.objects.filter(~Exists(older), next_at__lte=now)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("alarm__rule")
            .order_by("pk")[:AT_ONCE_MAX]
        )
        for delivery in due:
            delivery.attempts += 1
            delivery.next_at = now + timedelta(seconds=CLAIM_SECONDS)
            delivery.save(update_fields=["attempts", "next_at"])
    return due


def _deliver(delivery: Delivery) -> bool:
    error = ""
    try:
        _send(delivery)
    except NotSent as reason:
        error = str(reason)
    now = timezone.now()
    delivery.error = error[:ERROR_LENGTH_MAX]
    if not error:
        delivery.sent_at, delivery.next_at = now, None
    elif delivery.attempts >= ATTEMPTS_MAX:
        log.error("alarm %s is not told to %s: %s", delivery.alarm_id, delivery.way, error)
        delivery.next_at = None
    else:
        delivery.next_at = now + timedelta(seconds=pause_seconds(delivery.attempts))
    delivery.save(update_fields=["error", "sent_at", "next_at"])
    return not error


def _send(delivery: Delivery) -> None:
    """Raises NotSent."""
    rule = delivery.alarm.rule
    if rule is None:
        raise NotSent("the rule is gone")
    if delivery.way == Way.WEBHOOK:
        _post(rule, payload(delivery), delivery.address)
        return
    event = Event(delivery.event)
    with translation.override(rule.language):
        title, text = subject_line(delivery.alarm, event), sentence(delivery.alarm, event)
    _mail(title, text, delivery.address)


def _post(rule: AlarmRule, told: dict[str, object], address: str) -> None:
    at = int(timezone.now().timestamp())
    post(address, json.dumps(told).encode(), secret=rule.webhook_secret, at=at, allowed=settings.CENTER.webhook_hosts)


def _mail(title: str, text: str, address: str) -> None:
    if not settings.EMAIL_HOST:
        raise NotSent("no mail server is set (CC_SMTP_URL)")
    try:
        send_mail(title, text, None, [address])
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{type(error).__name__}: {error}") from error


def try_ways(rule: AlarmRule) -> Iterator[tuple[Way, str, str]]:
    """Sends something harmless to everybody whom this rule tells: way, address, and what went wrong ("" = sent)."""
    with translation.override(rule.language):
        title = str(said(en="Test: {name}", de="Test: {name}", name=rule.name))
        text = str(said(en="This is only a test of an alarm rule.", de="Dies ist nur ein Test einer Alarmregel."))
    for address in dict.fromkeys([*rule.emails, *rule.escalate_emails]):
        yield Way.EMAIL, address, _tried(partial(_mail, title, text, address))
    if rule.webhook_url:
        told: dict[str, object] = {"id": 0, "event": "alarm.test", "alarm": {"name": rule.name, "kind": rule.kind, "severe": rule.severe}}
        yield Way.WEBHOOK, rule.webhook_url, _tried(partial(_post, rule, told, rule.webhook_url))


def _tried(send: Callable[[], None]) -> str:
    try:
        send()
    except NotSent as reason:
        return str(reason)[:ERROR_LENGTH_MAX]
    return ""


def payload(delivery: Delivery) -> dict[str, object]:
    """What a webhook gets. `id` is the same in every attempt, so that the receiver can tell a repetition."""
    alarm: Alarm = delivery.alarm
    return {
        "id": delivery.pk,
        "event": f"alarm.{delivery.event}",
        "alarm": {
            "id": alarm.pk,
            "name": alarm.name,
            "kind": alarm.kind,
            "severe": alarm.severe,
            "subject": alarm.subject,
            "subject_name": alarm.subject_name,
            "value": alarm.value,
            "bound": alarm.bound,
            "raised_at": _iso(alarm.raised_at),
            "cleared_at": _iso(alarm.cleared_at),
        },
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
