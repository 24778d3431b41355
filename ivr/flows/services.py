"""Drafting and publishing flows."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Max

from ccplatform.accounts.models import User
from ccplatform.kernel.announcements import ConfigurationChanged, announce_on_commit
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.references import Kind, demand_known, demand_unused
from ccplatform.kernel.speaking import Speak, spoken
from ccplatform.kernel.storing import save_unique
from ccplatform.kernel.words import said
from contracts.flows import Enqueue, Greeting, HangUp, Menu, Node, Prompt
from contracts.flows import Flow as FlowContent
from ivr.flows.models import Flow, FlowVersion, QueueReference
from ivr.flows.selectors import problems, references
from telephony.prompts.render import render

TIMES = frozenset({"opens", "closes"})


@transaction.atomic
def save_flow(*, flow: Flow, fields: dict[str, Any], by: User) -> Flow:
    """`draft` is JSON of contracts.flows.Flow; its id, version and name are ours. Raises Invalid when it cannot be read at all."""
    if "name" in fields:
        flow.name = fields["name"]
    if "draft" in fields or not flow.pk:
        flow.draft = _readable(fields.get("draft") or _starter(flow.name))
    flow.draft = {**flow.draft, "name": flow.name}
    flow.changed_by = by
    taken = said(en="There is a flow named {name} already.", de="Es gibt schon einen Ablauf namens {name}.", name=flow.name)
    save_unique(flow, field="name", code="name_taken", taken=taken)
    if flow.draft["id"] != flow.pk:
        flow.draft = {**flow.draft, "id": flow.pk}
        flow.save(update_fields=["draft"])
    return flow


def _readable(draft: dict[str, Any]) -> dict[str, Any]:
    known = {**draft, "id": draft.get("id") or 0, "version": 0, "name": draft.get("name") or ""}
    try:
        content = msgspec.convert(_with_seconds(known), FlowContent)
    except msgspec.ValidationError as error:
        message = said(en="This is no flow: {why}", de="Das ist kein Ablauf: {why}", why=str(error))
        raise Invalid.field("draft", "flow_unreadable", message) from error
    readable: dict[str, Any] = msgspec.to_builtins(content)
    return readable


def _with_seconds(value: Any) -> Any:
    """Times as browsers write them ("08:00", HTML `input type=time`) become RFC 3339's ("08:00:00")."""
    if isinstance(value, list):
        return [_with_seconds(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: f"{item}:00" if key in TIMES and _is_short(item) else _with_seconds(item) for key, item in value.items()}


def _is_short(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9]{2}:[0-9]{2}", value) is not None


def _starter(name: str) -> dict[str, Any]:
    """The smallest flow that can be published: it says goodbye."""
    goodbye = [
        Prompt(language="en", text="Thank you for calling. Goodbye."),
        Prompt(language="de", text="Danke für Ihren Anruf. Auf Wiederhören."),
    ]
    starter: dict[str, Any] = msgspec.to_builtins(
        FlowContent(id=0, version=0, name=name, entry="goodbye", nodes=[HangUp(id="goodbye", prompts=goodbye)])
    )
    return starter


@transaction.atomic
def delete_flow(*, flow: Flow, by: User) -> None:
    """Raises ProtectedError while a number leads to it, Conflict while a queue overflows into it."""
    demand_unused(Kind.FLOW, flow.pk)
    flow.delete()
    announce_on_commit(ConfigurationChanged(what="flow", by=by.pk))


def publish_flow(*, flow: Flow, by: User, speak: Speak = render) -> FlowVersion:
    """Makes the draft the next version, its prompts rendered. Raises Invalid with every problem, by node."""
    content = flow.draft_content
    if found := problems(content):
        errors: dict[str, list[str]] = {}
        for problem in found:
            errors.setdefault(problem.node or "flow", []).append(problem.detail)
        raise Invalid(
            "flow_broken",
            said(en="The flow has {count} problems.", de="Der Ablauf hat {count} Fehler.", count=len(found)),
            errors,
        )
    # Speaking takes a while: before the transaction, so that nobody waits for our locks.
    return _store_version(flow, speak_flow(content, speak), by)


def speak_flow(content: FlowContent, speak: Speak = render) -> FlowContent:
    """The same flow with every prompt spoken. Raises Conflict when one cannot be."""
    return msgspec.structs.replace(content, nodes=[_spoken(node, speak) for node in content.nodes])


@transaction.atomic
def _store_version(flow: Flow, content: FlowContent, by: User) -> FlowVersion:
    # Two who publish at once make two versions, one after the other.
    locked = Flow.objects.select_for_update().get(pk=flow.pk)
    demand_known(references(content))
    former = locked.versions.aggregate(newest=Max("version"))["newest"] or 0
    content = msgspec.structs.replace(content, id=locked.pk, version=former + 1, name=locked.name)
    version = FlowVersion.objects.create(flow=locked, version=content.version, content=msgspec.to_builtins(content), published_by=by)
    set_in_force(locked, content)
    announce_on_commit(ConfigurationChanged(what="flow", by=by.pk))
    return version


def set_in_force(flow: Flow, content: FlowContent) -> None:
    """This version of the flow, which is stored, is the one for new callers."""
    flow.published_version = content.version
    flow.save(update_fields=["published_version"])
    flow.queue_references.all().delete()
    queues = {node.queue for node in content.nodes if isinstance(node, Enqueue)}
    QueueReference.objects.bulk_create(QueueReference(flow=flow, queue_id=queue) for queue in sorted(queues))


def _spoken(node: Node, speak: Speak) -> Node:
    def say(prompts: list[Prompt]) -> list[Prompt]:
        return spoken(prompts, speak, where=node.id)

    if isinstance(node, Greeting | HangUp):
        return msgspec.structs.replace(node, prompts=say(node.prompts))
    if isinstance(node, Menu):
        return msgspec.structs.replace(node, prompts=say(node.prompts), wrong_key_prompts=say(node.wrong_key_prompts))
    return node
