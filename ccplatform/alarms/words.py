"""Alarms in sentences, for those who are told by e-mail."""

from __future__ import annotations

from ccplatform.alarms.models import Alarm, Event
from ccplatform.kernel.words import Words, said
from contracts.vocabulary import AlarmKind


def clock(seconds: float) -> str:
    """4:12, or 1:04:12."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def subject_line(alarm: Alarm, event: Event) -> str:
    name = f"{alarm.name}: {alarm.subject_name}" if alarm.subject_name else alarm.name
    if event is Event.ESCALATED:
        return str(said(en="Nobody has taken this alarm: {name}", de="Niemand hat diesen Alarm übernommen: {name}", name=name))
    if event is Event.CLEARED:
        return str(said(en="Over: {name}", de="Vorbei: {name}", name=name))
    return str(said(en="Alarm: {name}", de="Alarm: {name}", name=name))


def sentence(alarm: Alarm, event: Event) -> str:
    what = str(_what(alarm))
    if event is Event.ESCALATED and alarm.raised_at and alarm.escalated_at:
        waited = clock((alarm.escalated_at - alarm.raised_at).total_seconds())
        return str(
            said(en="{what} Nobody has taken it for {waited}.", de="{what} Seit {waited} kümmert sich niemand.", what=what, waited=waited)
        )
    if event is Event.CLEARED:
        return str(said(en="This is over: {what}", de="Das ist vorbei: {what}", what=what))
    return what


def _what(alarm: Alarm) -> Words:
    who = alarm.subject_name
    match AlarmKind(alarm.kind):
        case AlarmKind.WAIT:
            return said(
                en="{who}: the longest wait is {value}, the limit {bound}.",
                de="{who}: Die längste Wartezeit ist {value}, die Grenze {bound}.",
                who=who,
                value=clock(alarm.value),
                bound=clock(alarm.bound),
            )
        case AlarmKind.WAITING:
            return said(
                en="{who}: {value} callers wait, the limit is {bound}.",
                de="{who}: {value} Anrufer warten, die Grenze ist {bound}.",
                who=who,
                value=int(alarm.value),
                bound=int(alarm.bound),
            )
        case AlarmKind.SERVICE_LEVEL:
            return said(
                en="{who}: the service level of today is {value}, below {bound}.",
                de="{who}: Das Service-Level von heute ist {value}, unter {bound}.",
                who=who,
                value=percent(alarm.value),
                bound=percent(alarm.bound),
            )
        case AlarmKind.STATE:
            return said(
                en="{who} is in the same state for {value}, longer than {bound}.",
                de="{who} ist seit {value} im selben Zustand, länger als {bound}.",
                who=who,
                value=clock(alarm.value),
                bound=clock(alarm.bound),
            )
        case AlarmKind.DEVICE:
            return said(en="The phone of {who} cannot be reached.", de="Das Telefon von {who} ist nicht erreichbar.", who=who)
        case AlarmKind.ENGINE:
            return said(
                en="The engine does not answer. Calls that run go on.",
                de="Die Vermittlung antwortet nicht. Laufende Gespräche gehen weiter.",
            )
        case AlarmKind.PBX:
            return said(
                en="The telephone system {who} does not answer.",
                de="Die Telefonanlage {who} antwortet nicht.",
                who=who,
            )
