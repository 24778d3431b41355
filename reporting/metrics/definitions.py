"""What every number means, in the words that the screens show: name, formula, unit, and whether more of it is better."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    COUNT = "count"
    SHARE = "share"
    """0 to 1; screens show percent."""
    SECONDS = "seconds"
    """As the REST API gives it; the metrics themselves count microseconds."""
    FACTOR = "factor"


class Better(StrEnum):
    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Definition:
    name_en: str
    name_de: str
    formula_en: str
    formula_de: str
    unit: Unit
    better: Better = Better.NEITHER


C, S, T, F = Unit.COUNT, Unit.SHARE, Unit.SECONDS, Unit.FACTOR
MORE, LESS = Better.MORE, Better.LESS

_HANDLE_TIME = {
    "handled": Definition(
        "Handled",
        "Bearbeitet",
        "interactions whose handling ended in the interval",
        "Interaktionen, deren Bearbeitung im Intervall endete",
        C,
    ),
    "aht": Definition(
        "Average handle time",
        "Durchschnittliche Bearbeitungszeit",
        "(talking + on hold + wrap-up, outbound also dialling) / handled",
        "(Gespräch + Halten + Nacharbeit, abgehend auch Wählen) / bearbeitet",
        T,
    ),
    "att": Definition("Average talk time", "Durchschnittliche Gesprächszeit", "talking / handled", "Gespräch / bearbeitet", T),
    "hold": Definition("Average hold time", "Durchschnittliche Haltezeit", "on hold / handled", "Halten / bearbeitet", T, LESS),
    "acw": Definition("Average wrap-up time", "Durchschnittliche Nacharbeitszeit", "wrap-up / handled", "Nacharbeit / bearbeitet", T),
    "dialling_time": Definition(
        "Average dialling time", "Durchschnittliche Wählzeit", "outbound dialling / handled", "Wählen (abgehend) / bearbeitet", T
    ),
}

_SERVICE_LEVELS = {
    "service_level": Definition(
        "Service level",
        "Service-Level",
        "answered within T / (answered + abandoned after T)",
        "angenommen innerhalb T / (angenommen + aufgelegt nach T)",
        S,
        MORE,
    ),
    "service_level_strict": Definition(
        "Service level, strict",
        "Service-Level, streng",
        "answered within T / (answered + abandoned)",
        "angenommen innerhalb T / (angenommen + aufgelegt)",
        S,
        MORE,
    ),
    "service_level_icmi": Definition(
        "Service level, ICMI",
        "Service-Level, ICMI",
        "(answered within T + short abandons) / (answered + abandoned)",
        "(angenommen innerhalb T + Kurzaufleger) / (angenommen + aufgelegt)",
        S,
        MORE,
    ),
    "service_level_no_short": Definition(
        "Service level without short abandons",
        "Service-Level ohne Kurzaufleger",
        "answered within T / (answered + abandoned − short abandons)",
        "angenommen innerhalb T / (angenommen + aufgelegt − Kurzaufleger)",
        S,
        MORE,
    ),
    "service_level_answered": Definition(
        "Service level of answered",
        "Service-Level der Angenommenen",
        "answered within T / answered",
        "angenommen innerhalb T / angenommen",
        S,
        MORE,
    ),
    "service_level_generous": Definition(
        "Service level, generous",
        "Service-Level, großzügig",
        "(answered within T + abandoned within T) / (answered + abandoned)",
        "(angenommen innerhalb T + aufgelegt innerhalb T) / (angenommen + aufgelegt)",
        S,
        MORE,
    ),
}

_OUTCOMES = {
    "offered": Definition("Offered", "Eingegangen", "visits that entered the queue", "Besuche, die die Warteschlange betraten", C),
    "answered": Definition("Answered", "Angenommen", "visits answered by an agent", "von einem Agenten angenommene Besuche", C, MORE),
    "answered_in_time": Definition(
        "Answered within T", "Angenommen innerhalb T", "answered with wait ≤ T", "angenommen mit Wartezeit ≤ T", C, MORE
    ),
    "abandoned": Definition("Abandoned", "Aufgelegt", "visits whose caller gave up", "Besuche, deren Anrufer aufgab", C, LESS),
    "abandoned_in_time": Definition(
        "Abandoned within T", "Aufgelegt innerhalb T", "abandoned with wait ≤ T", "aufgelegt mit Wartezeit ≤ T", C
    ),
    "short_abandons": Definition("Short abandons", "Kurzaufleger", "abandoned with wait ≤ S", "aufgelegt mit Wartezeit ≤ S", C),
    "flowed_out": Definition(
        "Flowed out", "Weitergeleitet", "overflow, transfer, closed, voicemail", "Überlauf, Weitergabe, geschlossen, Voicemail", C
    ),
    "callbacks": Definition("Callbacks", "Rückrufe", "callers who chose to be called back", "Anrufer, die einen Rückruf wählten", C),
    "still_waiting": Definition("Still waiting", "Noch wartend", "visits that have not ended", "Besuche ohne Ende", C, LESS),
}

_WAITS = {
    "abandonment_rate": Definition(
        "Abandonment rate",
        "Auflegerate",
        "(abandoned − short abandons) / (offered − short abandons)",
        "(aufgelegt − Kurzaufleger) / (eingegangen − Kurzaufleger)",
        S,
        LESS,
    ),
    "asa": Definition(
        "Average speed of answer",
        "Mittlere Annahmezeit",
        "wait of answered visits (queue + ringing, IVR excluded) / answered",
        "Wartezeit der angenommenen Besuche (Warten + Klingeln, ohne IVR) / angenommen",
        T,
        LESS,
    ),
    "average_wait": Definition(
        "Average wait",
        "Durchschnittliche Wartezeit",
        "wait of all visits that ended / visits that ended",
        "Wartezeit aller beendeten Besuche / beendete Besuche",
        T,
        LESS,
    ),
    "longest_wait": Definition(
        "Longest wait", "Längste Wartezeit", "longest wait of a visit that ended", "längste Wartezeit eines beendeten Besuchs", T, LESS
    ),
    "longest_waiting_now": Definition(
        "Longest waiting now",
        "Aktuell längste Wartezeit",
        "now − entry of the oldest waiting visit",
        "jetzt − Eintritt des ältesten wartenden Besuchs",
        T,
        LESS,
    ),
    "wait_p50": Definition(
        "Wait, median",
        "Wartezeit, Median",
        "half of the visits that ended waited at most this",
        "die Hälfte der beendeten Besuche wartete höchstens so lange",
        T,
        LESS,
    ),
    "wait_p90": Definition(
        "Wait, 90 %",
        "Wartezeit, 90 %",
        "90 % of the visits that ended waited at most this",
        "90 % der beendeten Besuche warteten höchstens so lange",
        T,
        LESS,
    ),
    "wait_p95": Definition(
        "Wait, 95 %",
        "Wartezeit, 95 %",
        "95 % of the visits that ended waited at most this",
        "95 % der beendeten Besuche warteten höchstens so lange",
        T,
        LESS,
    ),
}

_TREATMENT = {
    "holds": Definition(
        "Held", "Gehalten", "answered visits put on hold at least once", "angenommene Besuche, mindestens einmal gehalten", C
    ),
    "holds_share": Definition("Held, share", "Gehalten, Anteil", "held / answered", "gehalten / angenommen", S, LESS),
    "transfers": Definition(
        "Transferred",
        "Weitergegeben",
        "answered visits transferred at least once",
        "angenommene Besuche, mindestens einmal weitergegeben",
        C,
    ),
    "transfers_share": Definition(
        "Transferred, share", "Weitergegeben, Anteil", "transferred / answered", "weitergegeben / angenommen", S, LESS
    ),
    "conferences": Definition(
        "Conferences", "Konferenzen", "answered visits with a conference", "angenommene Besuche mit einer Konferenz", C
    ),
    "conferences_share": Definition("Conferences, share", "Konferenzen, Anteil", "conferences / answered", "Konferenzen / angenommen", S),
    "rescued": Definition(
        "Rescued",
        "Gerettet",
        "answered visits in which an agent's phone was lost and the customer was not",
        "angenommene Besuche, in denen ein Agententelefon verloren ging und der Kunde nicht",
        C,
    ),
}

_ESTIMATES = {
    "estimate_bias": Definition(
        "Estimated wait, bias",
        "Geschätzte Wartezeit, Verzerrung",
        "average of (estimated − actual wait) of answered visits that were given an estimate",
        "Mittel von (geschätzt − tatsächlich) angenommener Besuche mit Schätzung",
        T,
    ),
    "estimate_error": Definition(
        "Estimated wait, error",
        "Geschätzte Wartezeit, Fehler",
        "average of |estimated − actual wait| of answered visits that were given an estimate",
        "Mittel von |geschätzt − tatsächlich| angenommener Besuche mit Schätzung",
        T,
        LESS,
    ),
    "estimate_error_p90": Definition(
        "Estimated wait, error 90 %",
        "Geschätzte Wartezeit, Fehler 90 %",
        "the |estimated − actual wait| that 90 % of these visits do not exceed",
        "|geschätzt − tatsächlich|, das 90 % dieser Besuche nicht überschreiten",
        T,
        LESS,
    ),
}

QUEUE: dict[str, Definition] = {**_OUTCOMES, **_SERVICE_LEVELS, **_WAITS, **_TREATMENT, **_ESTIMATES, **_HANDLE_TIME}
"""One per field of queues.QueueMeasures."""

_AGENT_TIME = {
    "signed_in": Definition("Signed in", "Angemeldet", "time not offline", "Zeit nicht offline", T),
    "ready": Definition(
        "Ready", "Bereit", "time in presence ready, with or without work in hand", "Zeit in Präsenz bereit, mit oder ohne Arbeit", T
    ),
    "not_ready": Definition("Not ready", "Nicht bereit", "time in presence not ready", "Zeit in Präsenz nicht bereit", T),
    "idle": Definition("Idle", "Frei", "time ready with no interaction in hand", "Zeit bereit ohne Interaktion in Arbeit", T),
    "alerting": Definition("Ringing", "Klingeln", "time in which offers rang", "Zeit, in der Angebote klingelten", T),
    "talking": Definition("Talking", "Gespräch", "time talking", "Zeit im Gespräch", T),
    "on_hold": Definition("On hold", "Halten", "time with the customer on hold", "Zeit mit dem Kunden in der Leitung gehalten", T),
    "wrapping_up": Definition("Wrap-up", "Nacharbeit", "time in wrap-up", "Zeit in der Nacharbeit", T),
    "dialling": Definition("Dialling", "Wählen", "time in which outbound numbers rang", "Zeit, in der gewählte Nummern klingelten", T),
    "consulting": Definition(
        "Consulting", "Rückfrage", "time as the one asked, or in a conference", "Zeit als Befragte, oder in einer Konferenz", T
    ),
    "monitoring": Definition("Monitoring", "Mithören", "time listening to others", "Zeit beim Mithören", T),
}

_AGENT_SHARES = {
    "occupancy": Definition(
        "Occupancy",
        "Auslastung",
        "(ringing + dialling + talking + on hold + consulting + wrap-up) / (that + ready and idle)",
        "(Klingeln + Wählen + Gespräch + Halten + Rückfrage + Nacharbeit) / (dies + bereit und frei)",
        S,
    ),
    "utilisation": Definition(
        "Utilisation",
        "Nutzungsgrad",
        "(handling + other productive not-ready reasons) / signed-in time",
        "(Bearbeitung + andere produktive Nicht-bereit-Gründe) / angemeldete Zeit",
        S,
    ),
    "concurrency": Definition(
        "Concurrency",
        "Gleichzeitigkeit",
        "segment time / wall-clock time with at least one interaction in hand",
        "Segmentzeit / Zeit mit mindestens einer Interaktion in Arbeit",
        F,
    ),
    "answer_rate": Definition(
        "Answer rate",
        "Annahmerate",
        "accepted offers / offers not withdrawn",
        "angenommene Angebote / nicht zurückgezogene Angebote",
        S,
        MORE,
    ),
}

_OFFERS = {
    "offers_accepted": Definition("Accepted", "Angenommen", "offers accepted", "angenommene Angebote", C, MORE),
    "offers_declined": Definition("Declined", "Abgelehnt", "offers declined", "abgelehnte Angebote", C, LESS),
    "offers_missed": Definition("Missed", "Verpasst", "offers not answered in time", "nicht rechtzeitig angenommene Angebote", C, LESS),
    "offers_failed": Definition(
        "Failed", "Fehlgeschlagen", "offers whose device was unreachable", "Angebote an nicht erreichbare Geräte", C, LESS
    ),
    "offers_withdrawn": Definition(
        "Withdrawn", "Zurückgezogen", "offers whose customer left first", "Angebote, deren Kunde vorher ging", C
    ),
}

AGENT: dict[str, Definition] = {**_AGENT_TIME, **_HANDLE_TIME, **_AGENT_SHARES, **_OFFERS}
"""One per field of agents.AgentMeasures."""

QUEUE_NOW: dict[str, Definition] = {
    "waiting": Definition(
        "Waiting",
        "Wartend",
        "interactions in the queue now, those that ring at an agent included",
        "Interaktionen, die jetzt in der Warteschlange sind, auch wenn sie schon bei einem Agenten klingeln",
        C,
        LESS,
    ),
    "longest_waiting_now": _WAITS["longest_waiting_now"],
    "staffed": Definition(
        "Staffed",
        "Besetzt",
        "agents of the queue who are signed in; of several queues each agent once",
        "angemeldete Agenten der Warteschlange; bei mehreren Warteschlangen jeder Agent einmal",
        C,
        MORE,
    ),
    "free": Definition(
        "Free",
        "Frei",
        "agents of the queue in state ready; of several queues each agent once",
        "Agenten der Warteschlange im Zustand bereit; bei mehreren Warteschlangen jeder Agent einmal",
        C,
        MORE,
    ),
}
"""What the live state says of queues at this instant; history keeps none of it."""

AGENTS_NOW: dict[str, Definition] = {
    "agents_signed_in": Definition("Signed in", "Angemeldet", "agents who are not offline", "Agenten, die nicht offline sind", C, MORE),
    "agents_ready": Definition(
        "Ready",
        "Bereit",
        "agents who are ready with no interaction in hand",
        "Agenten, die bereit sind, ohne Interaktion in Arbeit",
        C,
        MORE,
    ),
    "agents_handling": Definition(
        "Handling",
        "In Arbeit",
        "agents who ring, dial, talk, hold, are consulted, monitor or reconnect",
        "Agenten, bei denen es klingelt oder die wählen, sprechen, halten, befragt werden, mithören oder neu verbunden werden",
        C,
    ),
    "agents_wrapping_up": Definition("Wrapping up", "In Nacharbeit", "agents in wrap-up", "Agenten in der Nacharbeit", C, LESS),
    "agents_not_ready": Definition(
        "Not ready",
        "Nicht bereit",
        "agents who are signed in, not ready, and have no interaction in hand",
        "angemeldete Agenten, die nicht bereit sind, ohne Interaktion in Arbeit",
        C,
        LESS,
    ),
}
"""Of agents at this instant. The last four add up to the first."""
