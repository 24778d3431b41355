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
    Code.NO_WRAP_UP: said(en="There is no wrap-up to finish.", de="Es gibt keine Nachbearbeitung zu beenden."),
    Code.PBX_AWAY: said(en="The telephone system cannot be reached.", de="Die Telefonanlage ist nicht erreichbar."),
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
