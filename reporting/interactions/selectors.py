"""Reading interactions together with their contacts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from ccplatform.kernel.instants import instant
from contracts.ids import InteractionId
from contracts.views import ContactCard
from crm.contacts.models import Contact, ContactNumber
from crm.contacts.selectors import newest_by_number, numbers_of
from crm.timeline.models import InteractionNote
from reporting.facts.models import Interaction

CARD_NOTE_LENGTH_MAX = 500


def contacts_of(callers: Mapping[InteractionId, str]) -> dict[InteractionId, Contact]:
    """Whom each interaction was with: the contact an agent named, else the one changed last of those with the caller's number."""
    known = newest_by_number({caller for caller in callers.values() if caller})
    found = {interaction: known[caller] for interaction, caller in callers.items() if caller in known}
    named = InteractionNote.objects.filter(interaction__in=callers, contact__isnull=False).select_related("contact")
    return found | {note.interaction: note.contact for note in named if note.contact is not None}


def contact_cards(callers: Mapping[InteractionId, str]) -> dict[InteractionId, ContactCard]:
    """Caller cards of open interactions; earlier interactions are counted without the one at hand."""
    found = contacts_of(callers)
    history = _history({contact.pk for contact in found.values()}, callers)
    cards = {}
    for interaction, contact in found.items():
        count, last_at = history.get(contact.pk, (0, None))
        cards[interaction] = ContactCard(
            id=contact.pk,
            name=contact.name,
            company=contact.company,
            note=contact.note[:CARD_NOTE_LENGTH_MAX],
            interactions=count,
            last_at=None if last_at is None else instant(last_at),
            segment=contact.segment,
            priority=contact.priority,
        )
    return cards


def _history(contacts: Collection[int], without: Collection[InteractionId]) -> dict[int, tuple[int, Any]]:
    """contact -> how many interactions came from its numbers, and when the last one arrived."""
    owners: dict[str, list[int]] = {}
    for number, contact in ContactNumber.objects.filter(contact__in=contacts).values_list("number", "contact_id"):
        owners.setdefault(number, []).append(contact)
    rows = Interaction.objects.filter(caller__in=owners).exclude(pk__in=without).values("caller")
    history: dict[int, tuple[int, Any]] = {}
    for row in rows.annotate(count=Count("pk"), last_at=Max("arrived_at")):
        for contact in owners[row["caller"]]:
            count, last_at = history.get(contact, (0, None))
            history[contact] = (count + row["count"], row["last_at"] if last_at is None else max(last_at, row["last_at"]))
    return history


def with_contact(rows: QuerySet[Interaction], contact: Contact) -> QuerySet[Interaction]:
    """Interactions that an agent gave to this contact, and those from its numbers that were given to nobody else."""
    named = InteractionNote.objects.filter(contact__isnull=False)
    given = named.filter(contact=contact).values("interaction")
    elsewhere = named.exclude(contact=contact).values("interaction")
    return rows.filter(Q(pk__in=given) | (Q(caller__in=numbers_of(contact)) & ~Q(pk__in=elsewhere)))
