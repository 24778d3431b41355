"""Reading flows."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from ccplatform.queues.models import Queue
from contracts.flows import Flow as FlowContent
from ivr.core import validation
from ivr.core.validation import Problem
from ivr.flows.models import Flow, FlowVersion
from telephony.prompts.render import VOICES


def flows() -> QuerySet[Flow]:
    """Each with `published_version`, None before the first."""
    return Flow.objects.annotate(published_version=Max("versions__version"))


def versions(flow: int) -> QuerySet[FlowVersion]:
    return FlowVersion.objects.filter(flow=flow).select_related("published_by")


def published() -> list[FlowContent]:
    """The newest version of every flow that has one, in order of their ids."""
    newest = FlowVersion.objects.order_by("flow_id", "-version").distinct("flow_id")
    return [version.flow_content for version in newest]


def is_published(flow: int) -> bool:
    return FlowVersion.objects.filter(flow=flow).exists()


def problems(content: FlowContent) -> list[Problem]:
    """Everything that keeps this draft from being published."""
    return validation.problems(content, queues=set(Queue.objects.values_list("pk", flat=True)), languages=VOICES)
