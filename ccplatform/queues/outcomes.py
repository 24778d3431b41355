"""How conversations end, in the center's own words: dispositions as a tree, and the fields beside them.

The engine knows neither, so that nothing is published; the desks hear of it, and ask anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.db import transaction

from ccplatform.kernel.news import announce_news_on_commit
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import Words, said
from ccplatform.queues.models import ANSWER_LENGTH_MAX, DISPOSITION_LEVELS_MAX, Disposition, FieldKind, OutcomeField
from contracts.views import WordsChanged
from contracts.vocabulary import WordList

Answer = str | int | float | bool | None
MASK: Final = "••••"
DIGITS_SHOWN: Final = 4
DIGITS_MIN: Final = 8
"""Of fewer, four would be half of it."""


@transaction.atomic
def save_disposition(*, disposition: Disposition, fields: dict[str, Any]) -> Disposition:
    """Raises Invalid for a circle or a tree that is too deep, Conflict for a code that is taken."""
    chosen = fields.pop("queues", None)
    assign(disposition, fields)
    _demand_tree(disposition)
    code = disposition.code
    taken = said(en="There is a disposition with the code {code} already.", de="Es gibt schon ein Ergebnis mit dem Code {code}.", code=code)
    save_unique(disposition, field="code", code="code_taken", taken=taken)
    if chosen is not None:
        disposition.queues.set(chosen)
    announce_news_on_commit(WordsChanged(words=WordList.DISPOSITIONS))
    return disposition


def _demand_tree(disposition: Disposition) -> None:
    above = 0
    parent = disposition.parent
    while parent is not None:
        above += 1
        if parent.pk == disposition.pk or above > DISPOSITION_LEVELS_MAX:
            circle = said(en="A group cannot stand below itself.", de="Eine Gruppe kann nicht unter sich selbst stehen.")
            raise Invalid.field("parent", "disposition_circle", circle)
        parent = parent.parent
    if above + _levels_of(disposition) > DISPOSITION_LEVELS_MAX:
        deep = said(
            en="Outcomes stand on at most {levels} levels.",
            de="Ergebnisse stehen auf höchstens {levels} Ebenen.",
            levels=DISPOSITION_LEVELS_MAX,
        )
        raise Invalid.field("parent", "disposition_too_deep", deep)


def _levels_of(disposition: Disposition) -> int:
    if disposition._state.adding:
        return 1
    return 1 + max((_levels_of(child) for child in disposition.children.all()), default=0)


@transaction.atomic
def delete_disposition(*, disposition: Disposition) -> None:
    """Raises ProtectedError once an interaction bears it or others stand below it; `active` = false retires it instead."""
    disposition.delete()
    announce_news_on_commit(WordsChanged(words=WordList.DISPOSITIONS))


@transaction.atomic
def save_outcome_field(*, field: OutcomeField, fields: dict[str, Any]) -> OutcomeField:
    """Raises Invalid for a choice without options, Conflict for a code that is taken."""
    chosen = fields.pop("queues", None)
    assign(field, fields)
    if field.kind == FieldKind.CHOICE and not field.options:
        none = said(en="A choice needs options to choose from.", de="Eine Auswahl braucht Möglichkeiten.")
        raise Invalid.field("options", "options_missing", none)
    taken = said(en="There is a field with the code {code} already.", de="Es gibt schon ein Feld mit dem Code {code}.", code=field.code)
    save_unique(field, field="code", code="code_taken", taken=taken)
    if chosen is not None:
        field.queues.set(chosen)
    announce_news_on_commit(WordsChanged(words=WordList.OUTCOME_FIELDS))
    return field


@transaction.atomic
def delete_outcome_field(*, field: OutcomeField) -> None:
    """Answers that were given stay with their interactions."""
    field.delete()
    announce_news_on_commit(WordsChanged(words=WordList.OUTCOME_FIELDS))


def check_answers(answers: dict[str, Answer]) -> None:
    """Answers by field code. Raises Invalid naming each that is of no field or not of its kind; None takes an answer away.

    Which ones are required is the desk's to ask for: what is saved while one types is never whole.
    """
    known = {field.code: field for field in OutcomeField.objects.filter(code__in=answers)}
    errors: dict[str, list[Words]] = {}
    for code, answer in answers.items():
        field = known.get(code)
        if field is None:
            errors[f"answers.{code[:40]}"] = [said(en="There is no such field.", de="Dieses Feld gibt es nicht.")]
        elif answer not in (None, "") and not _fits(field, answer):
            wrong = said(en="This does not fit the field {name}.", de="Das passt nicht in das Feld {name}.", name=field.code)
            errors[f"answers.{code}"] = [wrong]
    if errors:
        raise Invalid("bad_answer", next(iter(errors.values()))[0], errors)


def _is_date(answer: Answer) -> bool:
    try:
        return isinstance(answer, str) and bool(date.fromisoformat(answer))
    except ValueError:
        return False


_FITS: Final[dict[str, Callable[[OutcomeField, Answer], bool]]] = {
    FieldKind.TEXT: lambda field, answer: isinstance(answer, str) and len(answer) <= ANSWER_LENGTH_MAX,
    FieldKind.NUMBER: lambda field, answer: isinstance(answer, int | float) and not isinstance(answer, bool),
    FieldKind.DATE: lambda field, answer: _is_date(answer),
    FieldKind.CHOICE: lambda field, answer: answer in field.options,
    FieldKind.YES_NO: lambda field, answer: isinstance(answer, bool),
    FieldKind.PAYMENT: lambda field, answer: isinstance(answer, str) and len(answer) <= ANSWER_LENGTH_MAX,
}


def _fits(field: OutcomeField, answer: Answer) -> bool:
    return _FITS[field.kind](field, answer)


def kept(answers: dict[str, Answer]) -> dict[str, Answer]:
    """As they may be stored: of a payment's number its last digits, as receipts show them (PCI DSS 4.0, 3.4.1); the rest unchanged."""
    payments = set(OutcomeField.objects.filter(code__in=answers, kind=FieldKind.PAYMENT).values_list("code", flat=True))
    return {code: masked(answer) if code in payments and isinstance(answer, str) else answer for code, answer in answers.items()}


def masked(number: str) -> str:
    """`4111 1111 1111 1111` becomes `•••• 1111`; fewer than eight digits show none."""
    digits = "".join(sign for sign in number if sign.isdecimal())
    if number.startswith(MASK):
        return f"{MASK} {digits[-DIGITS_SHOWN:]}".strip() if len(digits) <= DIGITS_SHOWN else masked(digits)
    return f"{MASK} {digits[-DIGITS_SHOWN:]}" if len(digits) >= DIGITS_MIN else MASK if number.strip() else ""
