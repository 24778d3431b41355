"""Follow-ups: work that is left when a conversation is over. A call-back that rings by itself is the engine's, and another thing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent, Team
from ccplatform.queues.models import Queue
from crm.contacts.models import Contact

FOLLOW_UP_TEXT_LENGTH_MAX = 500
"""characters of what is to be done; what was said stands in the note"""
INTERACTION_LENGTH_MAX = 32
NUMBER_LENGTH_MAX = 20
DUE_DAYS_MAX = 730
"""how many days ahead something may be due"""
OPEN_FOLLOW_UPS_MAX = 200
"""open ones in one hand (an agent, a team or a queue): a longer list is read by nobody"""


class FollowUp(models.Model):
    """In the hand of `agent`; without one in that of `team`; without both whoever works for `queue` takes it.

    `interaction` is the engine's id, which may be older than its history: no foreign key. It is about `contact`, and goes with that
    person's other data; `number` (E.164) is whom to call back, also where nobody has put a name to it.
    """

    text = models.CharField(max_length=FOLLOW_UP_TEXT_LENGTH_MAX)
    due_at = models.DateTimeField()
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="follow_ups")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="follow_ups")
    queue = models.ForeignKey(Queue, null=True, on_delete=models.SET_NULL, related_name="follow_ups")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="follow_ups")
    number = models.CharField(max_length=NUMBER_LENGTH_MAX, blank=True, default="")
    interaction = models.CharField(max_length=INTERACTION_LENGTH_MAX, blank=True, default="")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "follow_up"
        indexes = [
            models.Index(fields=["agent", "due_at"], name="follow_up_agent", condition=Q(done_at__isnull=True)),
            models.Index(fields=["team", "due_at"], name="follow_up_team", condition=Q(done_at__isnull=True)),
            models.Index(fields=["queue", "due_at"], name="follow_up_queue", condition=Q(done_at__isnull=True)),
            models.Index(fields=["due_at", "id"], name="follow_up_due", condition=Q(done_at__isnull=True)),
            models.Index(fields=["-done_at", "-id"], name="follow_up_done", condition=Q(done_at__isnull=False)),
            models.Index(fields=["interaction"], name="follow_up_interaction", condition=~Q(interaction="")),
            models.Index(fields=["number"], name="follow_up_number", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.text
