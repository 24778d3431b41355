"""Finding contacts: by number for the caller card, by words and numbers for people."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from crm.contacts.models import Contact, ContactNumber
from crm.contacts.words import backwards, e164, number_beginnings, prefix_query


def contacts() -> QuerySet[Contact]:
    return Contact.objects.prefetch_related("phone_numbers", "email_addresses")


def search(found: QuerySet[Contact], text: str) -> QuerySet[Contact]:
    """By the beginnings of words of name, company, e-mail address and external id, or by the beginning or end of a number.

    A text with neither words nor digits finds nothing.
    """
    query = prefix_query(text)
    wanted = Q(pk__in=_by_number(text)) if number_beginnings(text) else Q(pk__in=[])
    if query:
        found = found.alias(searched=SearchVector("words", config="simple"))
        wanted |= Q(searched=SearchQuery(query, search_type="raw", config="simple"))
    return found.filter(wanted)


def _by_number(text: str) -> QuerySet[ContactNumber, int]:
    wanted = Q(backwards__startswith=backwards(text))
    for beginning in number_beginnings(text):
        wanted |= Q(number__startswith=beginning)
    return ContactNumber.objects.filter(wanted).values_list("contact_id", flat=True)


def with_number(text: str) -> QuerySet[Contact]:
    """Everybody who has this number, the one who was changed last first. National numbers are read in the center's region."""
    return contacts().filter(phone_numbers__number=e164(text) or text).order_by("-updated_at", "-id")


def newest_by_number(numbers: Collection[str]) -> dict[str, Contact]:
    """For each number that somebody has: the contact who was changed last."""
    rows = ContactNumber.objects.filter(number__in=numbers).select_related("contact").order_by("contact__updated_at", "contact_id")
    return {row.number: row.contact for row in rows}


def numbers_of(contact: Contact) -> list[str]:
    return [row.number for row in contact.phone_numbers.all()]
