"""Keeping rules, deciding what is an alarm, and taking it. Each service is one transaction and one announcement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from ccplatform.accounts.models import User
from ccplatform.alarms import selectors
from ccplatform.alarms.judging import Finding, Look, findings, judged
from ccplatform.alarms.models import RULES_MAX, Alarm, AlarmRule, Delivery, Event, Way
from ccplatform.kernel.instants import moment
from ccplatform.kernel.news import announce_news_on_commit
from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import said
from contracts.permissions import Permission
from contracts.views import AlarmsChanged
from contracts.vocabulary import AlarmKind

EVALUATION_LOCK = 0x6363_0101
"""Key of PostgreSQL's advisory lock: one looks at a time."""
KEPT_DAYS = 400


@transaction.atomic
def save_rule(*, rule: AlarmRule, fields: dict[str, Any]) -> AlarmRule:
    """Raises Invalid for a rule that could never say anything."""
    if rule._state.adding and AlarmRule.objects.count() >= RULES_MAX:
        sentence = said(en="There are {most} rules already.", de="Es gibt schon {most} Regeln.", most=RULES_MAX)
        raise Conflict("too_many_rules", sentence)
    assign(rule, fields)
    _check(rule)
    taken = said(en="There is a rule named {name} already.", de="Es gibt schon eine Regel namens {name}.", name=rule.name)
    save_unique(rule, field="name", code="name_taken", taken=taken)
    if not rule.active:
        _end(rule.alarms.filter(cleared_at__isnull=True))
    return rule


def _check(rule: AlarmRule) -> None:
    kind = AlarmKind(rule.kind)
    if kind is AlarmKind.STATE and not rule.state:
        raise Invalid.field("state", "state_missing", said(en="Choose the state.", de="Bitte den Zustand wählen."))
    if kind is AlarmKind.SERVICE_LEVEL and not 0 < rule.bound <= 1:
        sentence = said(en="A service level is above 0 and at most 1.", de="Ein Service-Level liegt über 0 und höchstens bei 1.")
        raise Invalid.field("bound", "out_of_range", sentence)
    if kind in (AlarmKind.ENGINE, AlarmKind.PBX) and (rule.queue or rule.team):
        sentence = said(en="This concerns the whole center.", de="Das betrifft die ganze Zentrale.")
        raise Invalid.field("queue" if rule.queue else "team", "whole_center", sentence)
    if kind in (AlarmKind.WAIT, AlarmKind.WAITING, AlarmKind.SERVICE_LEVEL) and rule.team:
        sentence = said(en="This looks at queues, not at teams.", de="Das betrachtet Warteschlangen, keine Teams.")
        raise Invalid.field("team", "queue_only", sentence)
    if rule.escalate_seconds and not rule.escalate_emails and not rule.webhook_url:
        sentence = said(en="Say who is told then.", de="Bitte angeben, wer es dann erfährt.")
        raise Invalid.field("escalate_emails", "nobody_told", sentence)
    if rule.webhook_url and not rule.webhook_secret:
        sentence = said(en="A webhook is signed and needs a secret.", de="Ein Webhook wird signiert und braucht ein Geheimnis.")
        raise Invalid.field("webhook_secret", "secret_missing", sentence)


@transaction.atomic
def delete_rule(*, rule: AlarmRule) -> None:
    """Its alarms end and stay in the history."""
    _end(rule.alarms.filter(cleared_at__isnull=True))
    rule.delete()


def _end(alarms: Any) -> None:
    alarms.filter(raised_at__isnull=True).delete()
    if alarms.update(cleared_at=timezone.now()):
        tell_browsers()


@transaction.atomic
def take(*, alarm: Alarm, by: User) -> Alarm:
    """A named person looks after it. Raises Conflict when somebody else does already, or when it is over."""
    current = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if current.cleared_at is not None:
        raise Conflict("alarm_over", said(en="This alarm is over.", de="Dieser Alarm ist vorbei."))
    if current.taken_by_id not in (None, by.pk):
        raise Conflict("alarm_taken", said(en="Somebody else has taken this alarm.", de="Diesen Alarm hat schon jemand übernommen."))
    if current.taken_by_id is None:
        current.taken_by, current.taken_at = by, timezone.now()
        current.save(update_fields=["taken_by", "taken_at"])
        tell_browsers()
    return selectors.history().get(pk=alarm.pk)


def evaluate(look: Look) -> bool:
    """Compares what is with what was, and raises and ends alarms. False when somebody else is at it, so that nothing was done."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [EVALUATION_LOCK])
            (mine,) = cursor.fetchone()
        if not mine:
            return False
        rules = {rule.id: rule for rule in selectors.active_rules()}
        kept = AlarmRule.objects.in_bulk(rules)
        looked_at = [rule.id for rule in rules.values() if judged(rule, look)]
        found = {(one.rule, one.subject): one for one in findings(rules.values(), look)}
        now = moment(look.now)
        going_on = list(Alarm.objects.filter(rule__in=looked_at, cleared_at__isnull=True).select_for_update(of=("self",)))
        changed = [_go_on(alarm, found.pop((alarm.rule_id or 0, alarm.subject), None), kept[alarm.rule_id or 0], now) for alarm in going_on]
        changed += [_begin(one, kept[one.rule], now) for one in found.values()]
        if any(changed):
            tell_browsers()
        return True


def _begin(finding: Finding, rule: AlarmRule, now: datetime) -> bool:
    alarm = Alarm.objects.create(
        rule=rule,
        name=rule.name,
        kind=rule.kind,
        severe=rule.severe,
        subject=finding.subject,
        subject_name=finding.name,
        value=finding.value,
        bound=rule.bound,
        since=now,
    )
    return _raise_if_due(alarm, finding, rule, now)


def _go_on(alarm: Alarm, finding: Finding | None, rule: AlarmRule, now: datetime) -> bool:
    """Whether browsers must be told."""
    if finding is not None:
        if alarm.good_since is not None:
            alarm.good_since = None
            alarm.save(update_fields=["good_since"])
        if alarm.raised_at is None:
            return _raise_if_due(alarm, finding, rule, now)
        return _escalate_if_due(alarm, rule, now)
    if alarm.raised_at is None:
        alarm.delete()
        return False
    alarm.good_since = alarm.good_since or now
    over = now - alarm.good_since >= timedelta(seconds=rule.clear_seconds)
    if over:
        alarm.cleared_at = now
        _deliver_later(alarm, rule, Event.CLEARED, now)
    alarm.save(update_fields=["good_since", "cleared_at"])
    return over


def _raise_if_due(alarm: Alarm, finding: Finding, rule: AlarmRule, now: datetime) -> bool:
    if now - alarm.since < timedelta(seconds=rule.after_seconds):
        return False
    alarm.raised_at, alarm.value = now, finding.value
    alarm.save(update_fields=["raised_at", "value"])
    _deliver_later(alarm, rule, Event.RAISED, now)
    return True


def _escalate_if_due(alarm: Alarm, rule: AlarmRule, now: datetime) -> bool:
    """Once, and only while nobody looks after it."""
    assert alarm.raised_at is not None
    waited = now - alarm.raised_at
    if not rule.escalate_seconds or alarm.taken_by_id or alarm.escalated_at or waited < timedelta(seconds=rule.escalate_seconds):
        return False
    alarm.escalated_at = now
    alarm.save(update_fields=["escalated_at"])
    _deliver_later(alarm, rule, Event.ESCALATED, now)
    return True


def _deliver_later(alarm: Alarm, rule: AlarmRule, event: Event, now: datetime) -> None:
    """In the same transaction: an alarm that is there is told of, and one that is not is not."""
    addresses = rule.escalate_emails if event is Event.ESCALATED else rule.emails
    if event is Event.CLEARED and alarm.escalated_at:
        addresses = [*rule.emails, *(one for one in rule.escalate_emails if one not in rule.emails)]
    to: Iterable[tuple[Way, str]] = [(Way.EMAIL, address) for address in addresses]
    if rule.webhook_url:
        to = [*to, (Way.WEBHOOK, rule.webhook_url)]
    Delivery.objects.bulk_create(Delivery(alarm=alarm, event=event, way=way, address=address, next_at=now) for way, address in to)


def tell_browsers() -> None:
    announce_news_on_commit(AlarmsChanged(alarms=selectors.open_views()), permission=Permission.LIVE_ALL)


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Alarms that ended more than KEPT_DAYS ago."""
    return Alarm.objects.filter(cleared_at__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]
