"""Contacts: people, never calls."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

NAME_LENGTH_MAX = 200
NOTE_LENGTH_MAX = 10_000
EXTERNAL_ID_LENGTH_MAX = 100
NUMBERS_MAX = 20
ADDRESSES_MAX = 20
SEGMENT_LENGTH_MAX = 40
PRIORITY_MAX = 1_000


class Contact(models.Model):
    """`external_id` is the key of the system from which the contact came; `words` is what search looks at (words.py)."""

    external_id = models.CharField(max_length=EXTERNAL_ID_LENGTH_MAX, null=True, blank=True)
    name = models.CharField(max_length=NAME_LENGTH_MAX)
    company = models.CharField(max_length=NAME_LENGTH_MAX, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    segment = models.CharField(max_length=SEGMENT_LENGTH_MAX, blank=True, default="")
    priority = models.PositiveSmallIntegerField(default=0)
    """At least so much is each interaction of this contact given before it reaches an agent."""
    note = models.TextField(max_length=NOTE_LENGTH_MAX, blank=True, default="")
    words = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "contact"
        constraints = [models.UniqueConstraint(fields=["external_id"], name="contact_external_id_unique")]
        indexes = [
            GinIndex(SearchVector("words", config="simple"), name="contact_words"),
            models.Index(fields=["name", "id"], name="contact_name"),
            models.Index(fields=["-updated_at", "-id"], name="contact_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class ContactNumber(models.Model):
    """E.164. Several contacts may share one (a switchboard)."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="phone_numbers")
    number = models.CharField(max_length=20)
    backwards = models.CharField(max_length=20, editable=False)
    kind = models.CharField(max_length=20, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "contact_number"
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["contact", "number"], name="contact_number_unique")]
        indexes = [
            models.Index(fields=["number"], name="contact_number_start", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["backwards"], name="contact_number_end", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.number


class ContactAddress(models.Model):
    """An e-mail address, as given; found without regard to capitals through Contact.words."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="email_addresses")
    address = models.EmailField()
    kind = models.CharField(max_length=20, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "contact_address"
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["contact", "address"], name="contact_address_unique")]

    def __str__(self) -> str:
        return self.address
