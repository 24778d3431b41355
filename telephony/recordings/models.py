"""What was recorded, where it lies, and who has listened to it."""

from __future__ import annotations

from django.db import models

from ccplatform.accounts.models import User


class State(models.TextChoices):
    """recording -> transcoding -> ready. `missing`: the PBX left no file. `failed`: the files cannot be used (`reason`).

    A recording that waits for disk space stays `transcoding` with the reason `disk_full`, its raw files untouched.
    """

    RECORDING = "recording"
    TRANSCODING = "transcoding"
    READY = "ready"
    FAILED = "failed"
    MISSING = "missing"


class Recording(models.Model):
    """`name` is the engine's; the raw files are `<name>-agent.wav` and `<name>-caller.wav` (docs/adr/0011).

    Offsets (microseconds) say how long after the connect each side begins. `path` is relative to the recordings root.
    """

    name = models.TextField()
    interaction = models.TextField()
    agent = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECORDING)
    reason = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    agent_offset = models.BigIntegerField(default=0)
    caller_offset = models.BigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    """Since when a worker has it in hand."""
    retry_at = models.DateTimeField(null=True)
    path = models.TextField(blank=True, default="")
    duration_seconds = models.FloatField(null=True)
    size_bytes = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    agent_side = models.BooleanField(null=True)
    caller_side = models.BooleanField(null=True)
    """Whether this side's file was there; a caller who said nothing has one all the same."""
    peaks = models.JSONField(null=True)
    raw_kept = models.BooleanField(default=True)

    class Meta:
        db_table = "recording"
        constraints = [models.UniqueConstraint(fields=["name"], name="recording_name_unique")]
        indexes = [
            models.Index(fields=["interaction"], name="recording_interaction"),
            models.Index(fields=["-started_at", "-id"], name="recording_newest"),
            models.Index(fields=["state", "retry_at"], name="recording_open", condition=models.Q(state__in=["recording", "transcoding"])),
        ]

    def __str__(self) -> str:
        return self.name


class Play(models.Model):
    """Somebody fetched the audio. Written before the first byte is sent."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="plays")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    username = models.TextField()
    """Kept beside the account, which may be deleted."""
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "recording_play"
        indexes = [models.Index(fields=["recording", "user", "-at"], name="play_last")]

    def __str__(self) -> str:
        return f"{self.username} {self.recording_id} {self.at}"
