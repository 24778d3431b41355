"""What the engine's refusals mean, in words, for programs' logs and for people who use the API by hand."""

from __future__ import annotations

from ccplatform.kernel.words import Words, said
from contracts.vocabulary import RefusalCode as Code

SENTENCES: dict[Code, Words] = {
    Code.UNKNOWN_AGENT: said(en="The engine does not know this agent yet.", de="Die Vermittlung kennt diesen Agenten noch nicht."),
    Code.UNKNOWN_DEVICE: said(en="This is no device of the agent.", de="Das ist kein Gerät dieses Agenten."),
    Code.NO_DEVICE: said(en="The agent has no device.", de="Der Agent hat kein Gerät."),
    Code.DEVICE_UNREACHABLE: said(en="The device cannot be reached.", de="Das Gerät ist nicht erreichbar."),
    Code.REASON_TOO_LONG: said(en="The reason is too long.", de="Der Grund ist zu lang."),
    Code.OFFER_GONE: said(en="This offer is over.", de="Dieses Angebot ist vorbei."),
    Code.UNKNOWN_INTERACTION: said(en="This interaction is over or never was.", de="Diese Interaktion ist vorbei oder gab es nie."),
    Code.NOT_YOURS: said(en="Another agent has this interaction.", de="Ein anderer Agent hat diese Interaktion."),
    Code.NOT_CONNECTED: said(en="Nobody is connected with this interaction.", de="Mit dieser Interaktion ist niemand verbunden."),
    Code.ALREADY_HELD: said(en="The interaction is on hold already.", de="Die Interaktion wird schon gehalten."),
    Code.NOT_HELD: said(en="The interaction is not on hold.", de="Die Interaktion wird nicht gehalten."),
    Code.NO_WRAP_UP: said(en="There is no wrap-up to finish.", de="Es gibt keine Nacharbeit zu beenden."),
    Code.PBX_AWAY: said(en="The telephone system cannot be reached.", de="Die Telefonanlage ist nicht erreichbar."),
    Code.AGENT_BUSY: said(en="This agent has work in hand.", de="Dieser Agent ist beschäftigt."),
    Code.AGENT_OFFLINE: said(en="This agent is not signed in.", de="Dieser Agent ist nicht angemeldet."),
    Code.UNKNOWN_QUEUE: said(en="The engine does not know this queue.", de="Die Vermittlung kennt diese Warteschlange nicht."),
    Code.UNKNOWN_FLOW: said(en="The engine does not know this flow.", de="Die Vermittlung kennt diesen Ablauf nicht."),
    Code.UNKNOWN_TARGET: said(en="It cannot be led there.", de="Dorthin kann nicht verbunden werden."),
    Code.NOBODY_AVAILABLE: said(en="Nobody of this queue is available now.", de="Niemand dieser Warteschlange ist gerade verfügbar."),
    Code.BAD_NUMBER: said(en="This is not a number that can be dialled.", de="Das ist keine wählbare Nummer."),
    Code.NUMBER_REFUSED: said(
        en="This number may not be dialled: the center's dial rules refuse it.",
        de="Diese Nummer darf nicht gewählt werden: Die Wählregeln des Centers lassen sie nicht zu.",
    ),
    Code.NO_TRUNK: said(en="No trunk carries calls to the outside.", de="Keine Leitung führt nach außen."),
    Code.UNKNOWN_PARTY: said(en="This party is not in the conversation.", de="Dieser Teilnehmer ist nicht im Gespräch."),
    Code.CONSULTING: said(
        en="A consultation is running. End or complete it first.", de="Eine Rückfrage läuft. Bitte erst beenden oder abschließen."
    ),
    Code.NO_CONSULT: said(en="There is no consultation.", de="Es läuft keine Rückfrage."),
    Code.PARTY_RINGS: said(en="That party has not answered yet.", de="Dieser Teilnehmer hat noch nicht angenommen."),
    Code.PARTIES_MAX: said(en="The conference is full.", de="Die Konferenz ist voll."),
    Code.NOT_WAITING: said(en="The interaction does not wait in a queue.", de="Die Interaktion wartet in keiner Warteschlange."),
    Code.MONITORED: said(en="Somebody monitors it already.", de="Jemand hört hier schon mit."),
    Code.NOT_MONITORING: said(en="You do not monitor this interaction.", de="Sie hören bei dieser Interaktion nicht mit."),
    Code.WRONG_MEDIUM: said(
        en="This cannot be done with an interaction of this kind.", de="Das geht mit einer Interaktion dieser Art nicht."
    ),
    Code.WRAP_UP_MANDATORY: said(
        en="This queue's wrap-up cannot be cut short.", de="Die Nacharbeit dieser Warteschlange lässt sich nicht verkürzen."
    ),
    Code.NO_EXTENSION: said(en="The wrap-up cannot be extended (any further).", de="Die Nacharbeit lässt sich nicht (weiter) verlängern."),
    Code.NO_CALLBACK: said(
        en="There is no such call-back, or the queue offers none.",
        de="Diesen Rückruf gibt es nicht, oder die Warteschlange bietet keinen an.",
    ),
    Code.IN_THE_PAST: said(en="This time has passed.", de="Dieser Zeitpunkt ist vorbei."),
    Code.BAD_DIGITS: said(en="Only 0-9, * and # can be sent, 32 at most.", de="Nur 0-9, * und # lassen sich senden, höchstens 32."),
    Code.NOT_RECORDED: said(en="This conversation is not recorded.", de="Dieses Gespräch wird nicht aufgezeichnet."),
    Code.INTERACTIONS_MAX: said(en="The center is full.", de="Das Center ist voll."),
    Code.NOT_ADOPTED: said(en="That version is not in force.", de="Diese Version ist nicht in Kraft."),
    Code.STALE: said(en="This was wanted too long ago.", de="Das wurde vor zu langer Zeit gewünscht."),
    Code.UNANSWERED: said(en="The engine said nothing.", de="Die Vermittlung hat nichts gesagt."),
}


def sentence(code: str) -> Words:
    """An engine that is newer than we may have codes that we do not know."""
    known = {item.value: item for item in Code}
    if code in known:
        return SENTENCES[known[code]]
    return said(en="The engine refused this: {code}.", de="Die Vermittlung lehnt das ab: {code}.", code=code)
