"""Changing trunks, devices and numbers. Each service is one transaction and one announcement."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db import transaction

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.kernel.announcements import ConfigurationChanged, announce_on_commit
from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import said
from contracts.vocabulary import DeviceKind
from ivr.flows.selectors import is_published
from telephony.provisioning.addresses import dialled_number, outbound_address, overlap, sip_contact, sip_server, source_address
from telephony.provisioning.credentials import ha1, new_secret, new_username
from telephony.provisioning.models import Device, Number, Trunk

RESERVED_USERNAME = re.compile(r"[dt][0-9]+|nobody")


@transaction.atomic
def save_trunk(*, trunk: Trunk, fields: dict[str, Any], by: User) -> Trunk:
    """`shown_secret` sets the secret with which the provider logs in at us; a user name without one gets a random secret.
    `registration`: {"server", "username", "secret"?} or None; without a secret the former one stays.
    """
    secret: str = fields.pop("shown_secret", None) or ""
    if "registration" in fields:
        _set_registration(trunk, fields.pop("registration"))
    former = trunk.username
    assign(trunk, fields)
    trunk.source_addresses = list(dict.fromkeys(source_address(address) for address in trunk.source_addresses))
    _demand_own_addresses(trunk)
    trunk.outbound_address = outbound_address(trunk.outbound_address)
    if not (trunk.source_addresses or trunk.username or trunk.registration_server or trunk.outbound_address):
        message = said(
            en="A trunk needs a source address, a user name to log in with, a registration, or an address for calls to the outside.",
            de="Ein Trunk braucht eine Absenderadresse, einen Anmeldenamen, eine Registrierung oder eine Adresse für Anrufe nach außen.",
        )
        raise Invalid.field("source_addresses", "trunk_unknown", message)
    _set_trunk_digest(trunk, secret, renamed=trunk.username != former)
    taken = said(en="There is a trunk named {name} already.", de="Es gibt schon einen Trunk namens {name}.", name=trunk.name)
    save_unique(trunk, field="name", code="name_taken", taken=taken)
    announce_on_commit(ConfigurationChanged(what="trunk", by=by.pk))
    return trunk


def _set_registration(trunk: Trunk, registration: dict[str, str] | None) -> None:
    if registration is None:
        trunk.registration_server = trunk.registration_username = trunk.registration_secret = ""
        return
    trunk.registration_server = sip_server(registration["server"])
    trunk.registration_username = registration["username"]
    trunk.registration_secret = registration.get("secret") or trunk.registration_secret
    if not trunk.registration_secret:
        message = said(en="The registration needs a secret.", de="Die Registrierung braucht ein Kennwort.")
        raise Invalid.field("registration.secret", "secret_missing", message)


def _demand_own_addresses(trunk: Trunk) -> None:
    for other in Trunk.objects.exclude(pk=trunk.pk).exclude(source_addresses=[]):
        for address in trunk.source_addresses:
            if any(overlap(address, taken) for taken in other.source_addresses):
                message = said(
                    en="{address} belongs to the trunk {name} already.",
                    de="{address} gehört schon zum Trunk {name}.",
                    address=address,
                    name=other.name,
                )
                raise Conflict.field("source_addresses", "address_taken", message)


def _set_trunk_digest(trunk: Trunk, secret: str, *, renamed: bool) -> None:
    if not trunk.username:
        trunk.digest = ""
        return
    if not secret and (renamed or not trunk.digest):
        # The user name is part of the digest: a new name needs a new secret.
        secret = trunk.shown_secret = new_secret()
    if secret:
        trunk.digest = ha1(trunk.username, secret)
    others = Trunk.objects.exclude(pk=trunk.pk).filter(username=trunk.username)
    # User names are names of endpoints in the PBX: devices have theirs, trunks without one are called t<id>.
    taken = RESERVED_USERNAME.fullmatch(trunk.username) or Device.objects.filter(username=trunk.username).exists()
    if taken or others.exists():
        message = said(en="The user name {name} is taken.", de="Der Anmeldename {name} ist vergeben.", name=trunk.username)
        raise Conflict.field("username", "username_taken", message)


@transaction.atomic
def delete_trunk(*, trunk: Trunk, by: User) -> None:
    trunk.delete()
    announce_on_commit(ConfigurationChanged(what="trunk", by=by.pk))


@transaction.atomic
def save_device(*, device: Device, fields: dict[str, Any], by: User) -> Device:
    """A new registered phone gets its secret here, in `shown_secret`; a browser gets one per sign-in (open_softphone)."""
    if device.pk and "kind" in fields and fields["kind"] != device.kind:
        message = said(en="The kind of a device cannot change.", de="Die Art eines Geräts lässt sich nicht ändern.")
        raise Invalid.field("kind", "kind_fixed", message)
    assign(device, fields)
    if device.kind == DeviceKind.SIP_FIXED.value:
        device.contact = sip_contact(device.contact)
    elif device.contact:
        message = said(
            en="Only a phone at a fixed address has a contact.", de="Nur ein Telefon mit fester Adresse hat eine Kontaktadresse."
        )
        raise Invalid.field("contact", "contact_unwanted", message)
    if not device.username:
        device.username = new_username()
    if device.kind == DeviceKind.SIP_REGISTERED.value and not device.digest:
        device.shown_secret = new_secret()
        device.digest = ha1(device.username, device.shown_secret)
    _demand_own_device(device)
    device.save()
    announce_on_commit(ConfigurationChanged(what="device", by=by.pk))
    return device


def _demand_own_device(device: Device) -> None:
    others = Device.objects.exclude(pk=device.pk)
    if device.contact and (other := others.filter(contact=device.contact).select_related("agent").first()):
        message = said(
            en="{contact} is the phone of {name} already.",
            de="{contact} ist schon das Telefon von {name}.",
            contact=device.contact,
            name=other.agent.name,
        )
        raise Conflict.field("contact", "contact_taken", message)
    if device.kind == DeviceKind.BROWSER.value and others.filter(kind=device.kind, agent=device.agent).exists():
        message = said(en="This agent has a browser softphone already.", de="Diese Person hat schon ein Browser-Telefon.")
        raise Conflict.field("kind", "browser_taken", message)


@transaction.atomic
def delete_device(*, device: Device, by: User) -> None:
    device.delete()
    announce_on_commit(ConfigurationChanged(what="device", by=by.pk))


@transaction.atomic
def open_softphone(*, agent: Agent, by: User) -> Device:
    """The agent's browser device, made when missing, with a new secret in `shown_secret`; the former secret is void."""
    # Two tabs that open at once must not both make one.
    Agent.objects.select_for_update().get(pk=agent.pk)
    device = Device.objects.filter(agent=agent, kind=DeviceKind.BROWSER.value).first()
    if device is None:
        device = Device(agent=agent, kind=DeviceKind.BROWSER.value, username=new_username())
    device.shown_secret = new_secret()
    device.digest = ha1(device.username, device.shown_secret)
    device.save()
    announce_on_commit(ConfigurationChanged(what="softphone", by=by.pk))
    return device


@transaction.atomic
def save_number(*, number: Number, fields: dict[str, Any], by: User) -> Number:
    """Leads to one flow that is published, or to one queue."""
    assign(number, fields)
    number.number = dialled_number(number.number, settings.CENTER.default_region)
    if (number.flow is None) == (number.queue is None):
        message = said(en="A number leads to a flow or to a queue.", de="Eine Rufnummer führt zu einem Ablauf oder zu einer Warteschlange.")
        raise Invalid("number_target", message, {"flow": [message], "queue": [message]})
    if number.queue is not None and not number.queue.active:
        message = said(en="The queue {name} is out of use.", de="Die Warteschlange {name} ist außer Betrieb.", name=number.queue.name)
        raise Conflict.field("queue", "queue_inactive", message)
    if number.flow is not None and not is_published(number.flow.pk):
        message = said(
            en="The flow {name} is not published yet.", de="Der Ablauf {name} ist noch nicht veröffentlicht.", name=number.flow.name
        )
        raise Conflict.field("flow", "flow_unpublished", message)
    taken = said(en="The number {number} is there already.", de="Die Rufnummer {number} gibt es schon.", number=number.number)
    save_unique(number, field="number", code="number_taken", taken=taken)
    announce_on_commit(ConfigurationChanged(what="number", by=by.pk))
    return number


@transaction.atomic
def delete_number(*, number: Number, by: User) -> None:
    number.delete()
    announce_on_commit(ConfigurationChanged(what="number", by=by.pk))
