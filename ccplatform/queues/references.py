"""What of ours may be referred to, and what our rules refer to (kernel.references)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ccplatform.kernel.references import Held, Kind, register_names, register_references
from ccplatform.kernel.words import said
from ccplatform.queues import rules
from ccplatform.queues.models import Hours, Label, Queue, Skill


def register() -> None:
    register_names(Kind.SKILL, lambda: dict(Skill.objects.values_list("pk", "name")))
    register_names(Kind.QUEUE, active_queues)
    register_names(Kind.HOURS, lambda: dict(Hours.objects.values_list("pk", "name")))
    register_names(Kind.LABEL, lambda: dict(Label.objects.values_list("pk", "name")))
    register_references("queues", held)


def active_queues() -> Mapping[int, str]:
    return dict(Queue.objects.filter(active=True).values_list("pk", "name"))


def held() -> Iterator[Held]:
    # A queue out of use must not keep others from being deleted; what it names is checked when it comes back.
    for queue in Queue.objects.filter(active=True).order_by("pk"):
        words = said(en="queue {name}", de="Warteschlange {name}", name=queue.name)
        for reference in rules.references(rules.told(queue, [], rules.SpokenNumbers())):
            yield Held(reference, Kind.QUEUE, queue.pk, words)
