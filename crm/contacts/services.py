"""Writing contacts. One service, one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from django.db import IntegrityError, transaction

from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.words import said
from crm.contacts.announcing import announce_cards_on_commit
from crm.contacts.models import ADDRESSES_MAX, NUMBERS_MAX, Contact, ContactAddress, ContactNumber
from crm.contacts.words import backwards, e164, words


class Number(TypedDict):
    number: str
    kind: str


class Address(TypedDict):
    address: str
    kind: str


def create_contact(*, fields: Mapping[str, Any]) -> tuple[Contact, bool]:
    """The contact, and whether it is new. One with the same `external_id` is updated instead: sending twice makes one contact."""
    external_id = fields.get("external_id")
    if external_id:
        with transaction.atomic():
            known = Contact.objects.select_for_update().filter(external_id=external_id).first()
            if known is not None:
                return update_contact(contact=known, fields=fields), False
    try:
        with transaction.atomic():
            return update_contact(contact=Contact(), fields=fields), True
    except Conflict:
        if not external_id:
            raise
        # Somebody else created it in this very moment.
        return update_contact(contact=Contact.objects.get(external_id=external_id), fields=fields), False


@transaction.atomic
def update_contact(*, contact: Contact, fields: Mapping[str, Any]) -> Contact:
    """`phone_numbers` and `email_addresses` replace what was there when given. Raises Invalid and Conflict."""
    for name in ("external_id", "name", "company", "language", "segment", "priority", "note"):
        if name in fields:
            setattr(contact, name, fields[name])
    contact.external_id = contact.external_id or None
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as error:
        taken = said(en="Another contact has this external id.", de="Ein anderer Kontakt hat diese externe Kennung.")
        raise Conflict.field("external_id", "external_id_taken", taken) from error
    if "phone_numbers" in fields:
        _replace_numbers(contact, fields["phone_numbers"])
    if "email_addresses" in fields:
        _replace_addresses(contact, fields["email_addresses"])
    addresses = contact.email_addresses.values_list("address", flat=True)
    found = words(contact.name, contact.company, contact.external_id or "", *addresses)
    contact.words = " ".join(dict.fromkeys(found))
    contact.save(update_fields=["words", "updated_at"])
    announce_cards_on_commit()
    # What was read before with the contact is not true any more.
    getattr(contact, "_prefetched_objects_cache", {}).clear()
    return contact


def _replace_numbers(contact: Contact, numbers: Sequence[Number]) -> None:
    _refuse_too_many("phone_numbers", len(numbers), NUMBERS_MAX)
    kinds: dict[str, str] = {}
    for given in numbers:
        number = e164(given["number"])
        if number is None:
            wrong = said(
                en="{number} is no telephone number. Write it like +49 40 1234567.",
                de="{number} ist keine Telefonnummer. Bitte wie +49 40 1234567 schreiben.",
                number=given["number"],
            )
            raise Invalid.field("phone_numbers", "phone_number", wrong)
        kinds.setdefault(number, given.get("kind", ""))
    contact.phone_numbers.all().delete()
    ContactNumber.objects.bulk_create(
        ContactNumber(contact=contact, number=number, backwards=backwards(number), kind=kind, position=position)
        for position, (number, kind) in enumerate(kinds.items())
    )


def _replace_addresses(contact: Contact, addresses: Sequence[Address]) -> None:
    _refuse_too_many("email_addresses", len(addresses), ADDRESSES_MAX)
    kinds: dict[str, str] = {}
    for given in addresses:
        kinds.setdefault(given["address"], given.get("kind", ""))
    contact.email_addresses.all().delete()
    ContactAddress.objects.bulk_create(
        ContactAddress(contact=contact, address=address, kind=kind, position=position)
        for position, (address, kind) in enumerate(kinds.items())
    )


def _refuse_too_many(field: str, count: int, limit: int) -> None:
    if count > limit:
        raise Invalid.field(field, "too_many", said(en="At most {limit}.", de="Höchstens {limit}.", limit=limit))


def delete_contact(*, contact: Contact) -> None:
    """Interactions stay; they only lose the name."""
    with transaction.atomic():
        contact.delete()
        announce_cards_on_commit()
