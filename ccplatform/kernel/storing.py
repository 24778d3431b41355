"""Saving what an administrator sets up: assign, refuse a second of the same name, save."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import Model

from ccplatform.kernel.problems import Conflict
from ccplatform.kernel.words import Words


def assign(thing: Model, fields: Mapping[str, object]) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)


def save_unique(thing: Model, *, field: str, code: str, taken: Words) -> None:
    """Saves, or raises Conflict blaming `field` when the database finds that its value is taken.

    Asking before saving would still leave the race of two who ask at once; the constraint decides alone.
    The constraint is known by its name: `..._<field>_unique` (ours), `..._<field>_key` (PostgreSQL's for unique=True).
    """
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError as error:
        constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if constraint.endswith((f"{field}_unique", f"{field}_key")):
            raise Conflict.field(field, code, taken) from error
        raise
