"""Trunks, numbers and devices. Secrets are kept as HA1 only (contracts.configuration.SIP_REALM), but for one, which says why."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from ccplatform.agents.models import Agent
from ccplatform.queues.models import PRIORITY_MAX, Queue
from contracts.vocabulary import DeviceKind
from ivr.flows.models import Flow

NAME_LENGTH_MAX = 60
SIP_USERNAME_LENGTH_MAX = 64
DIGEST_LENGTH = 32
CONTACT_LENGTH_MAX = 200
NUMBER_LENGTH_MAX = 40
CODECS = ("alaw", "ulaw", "g722", "opus")


def default_codecs() -> list[str]:
    return list(CODECS)


class Trunk(models.Model):
    """A SIP trunk. Inbound it is known by source address or by logging in at us; `registration_*` is for logging in there.

    `registration_secret` is kept in clear, because it must be sent as answer to any realm the provider names (RFC 7616).
    """

    name = models.CharField(max_length=NAME_LENGTH_MAX)
    source_addresses = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    username = models.CharField(max_length=SIP_USERNAME_LENGTH_MAX, blank=True, default="")
    digest = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="")
    registration_server = models.CharField(max_length=CONTACT_LENGTH_MAX, blank=True, default="")
    registration_username = models.CharField(max_length=SIP_USERNAME_LENGTH_MAX, blank=True, default="")
    registration_secret = models.CharField(max_length=200, blank=True, default="")
    codecs = ArrayField(models.CharField(max_length=8), default=default_codecs)
    outbound_address = models.CharField(max_length=CONTACT_LENGTH_MAX, blank=True, default="")

    shown_secret: str | None = None
    """A secret that was just made, for the one answer that shows it. Not stored."""

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="trunk_name_unique"),
            models.UniqueConstraint(fields=["username"], condition=~Q(username=""), name="trunk_username_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    """A phone of an agent. `username` is random; it names the endpoint in the PBX."""

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in DeviceKind])
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="devices")
    username = models.CharField(max_length=SIP_USERNAME_LENGTH_MAX, unique=True)
    digest = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="")
    contact = models.CharField(max_length=CONTACT_LENGTH_MAX, blank=True, default="")

    shown_secret: str | None = None
    """A secret that was just made, for the one answer that shows it. Not stored."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent"], condition=Q(kind=DeviceKind.BROWSER.value), name="device_browser_unique"),
            models.UniqueConstraint(fields=["contact"], condition=~Q(contact=""), name="device_contact_unique"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.agent} ({self.kind})"


class Number(models.Model):
    """A number that callers dial and the one thing it leads to."""

    number = models.CharField(max_length=NUMBER_LENGTH_MAX)
    name = models.CharField(max_length=NAME_LENGTH_MAX, blank=True, default="")
    flow = models.ForeignKey(Flow, null=True, blank=True, on_delete=models.PROTECT, related_name="numbers")
    queue = models.ForeignKey(Queue, null=True, blank=True, on_delete=models.PROTECT, related_name="numbers")
    priority = models.SmallIntegerField(default=0, validators=[MinValueValidator(-PRIORITY_MAX), MaxValueValidator(PRIORITY_MAX)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="number_number_unique"),
            models.CheckConstraint(condition=Q(flow=None) ^ Q(queue=None), name="number_leads_to_one"),
        ]

    def __str__(self) -> str:
        return self.number
