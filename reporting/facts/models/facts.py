"""What the engine said, as it said it."""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """One fact for ever: a trigger of the database refuses UPDATE and DELETE (migration 0002).

    `body` is the fact as contracts.facts encodes it, `kind` included; `interaction` and `agent` repeat its keys for the index.
    """

    pk = models.CompositePrimaryKey("epoch", "seq")
    epoch = models.BigIntegerField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    version = models.BigIntegerField()
    kind = models.TextField()
    interaction = models.TextField(null=True)
    agent = models.BigIntegerField(null=True)
    body = models.JSONField()

    class Meta:
        db_table = "fact"
        indexes = [
            models.Index(fields=["interaction"], name="fact_interaction", condition=models.Q(interaction__isnull=False)),
            models.Index(fields=["at"], name="fact_at"),
        ]

    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq} {self.kind}"


class RecorderMark(models.Model):
    """How far the recorder has come in each epoch: every fact up to `seq` is in the table `fact`. The truth behind cc:facts:recorded."""

    epoch = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    stream_entry = models.CharField(max_length=40)
    """Redis's id of that fact's entry: where reading goes on after a restart."""

    class Meta:
        db_table = "recorder_mark"

    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq}"


class AcceptedGap(models.Model):
    """Facts that an administrator declared lost (`record_facts --accept-gap`), so that recording could go on behind them."""

    epoch = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "accepted_gap"

    def __str__(self) -> str:
        return f"{self.epoch}:{self.first}-{self.last}"
