"""Asking the engine in somebody's name: in the own one, or, with the permission for it, in another agent's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from rest_framework.exceptions import PermissionDenied

from ccplatform.accounts.models import User
from ccplatform.agents.selectors import agent_of
from ccplatform.kernel.engine import Accepted, as_problem, ask, may
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import said
from contracts.ids import AgentId
from contracts.intents import Intent


def carry_out(kind: type[Any], fields: Mapping[str, Any], by: User) -> None:
    """Asks for an intent of this kind and waits for the engine's word.

    `fields`: the intent's own; "agent" left out means the agent of who asks. Raises Invalid without an agent where one is needed,
    PermissionDenied, Conflict with the engine's code when it refuses, Unavailable when it does not answer.
    """
    own = agent_of(by)
    key = None if own is None else own.pk
    intent = as_asked(kind, fields, key, by)
    if not may(by.permissions, key, intent):
        raise PermissionDenied
    reply = ask(intent, by=by.pk)
    if not isinstance(reply, Accepted):
        raise as_problem(reply)


def as_asked(kind: type[Any], fields: Mapping[str, Any], own: AgentId | None, by: User) -> Intent:
    """The intent, in whose name it is meant. None as agent is a program's, and takes the permission for other people's."""
    given = dict(fields)
    known = {field.name: field for field in msgspec.structs.fields(kind)}
    if "agent" in known and given.get("agent") is None:
        given["agent"] = own
        nobody_will_do = not known["agent"].required and kind.other in by.permissions
        if own is None and not nobody_will_do:
            raise Invalid.field("agent", "agent_required", said(en="Say for which agent.", de="Bitte angeben, für welchen Agenten."))
    intent: Intent = kind(**given)
    return intent
