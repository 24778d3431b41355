"""Makes the tables what a document says, ids kept: the way back to an older version, and the way in for a file.

Rows that exist only now are removed. Queues and agents, which past interactions name, are put out of use instead, and flows lose only
their publication. Accounts, drafts, dispositions and reasons stay as they are. Secrets are not rolled back: a phone or trunk that is there
keeps its own; one that is made again gets the one of that version, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.db import connection
from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat

from ccplatform.agents.models import Agent, AgentSkill, Membership, Team
from ccplatform.configuration import documents
from ccplatform.configuration.documents import CHILDREN, DeviceRow, Document, FlowRow, TrunkRow
from ccplatform.configuration.models import CENTER_ID, Center
from ccplatform.kernel.words import Words, said
from ccplatform.queues.models import Hours, Label, Queue, RequiredSkill, Skill
from contracts.configuration import CenterConfiguration, DeviceConfiguration, TrunkConfiguration
from contracts.flows import Flow as FlowContent
from contracts.vocabulary import DeviceKind
from ivr.flows.models import Flow, FlowVersion, QueueReference
from ivr.flows.services import set_in_force
from telephony.provisioning.models import Device, Number, Trunk

ROWS_AT_ONCE = 1_000
NAME_KEPT = 40
"""Letters of a draft's name that stay when another flow takes the name back."""
FOREIGN = {"hours": "hours_id", "agent": "agent_id", "flow": "flow_id", "queue": "queue_id"}
"""Fields of rows that hold a key -> the model's attribute."""


@dataclass
class _Restoring:
    """One document on its way into the tables; `notes` gathers what a person must know."""

    document: Document
    devices: Mapping[int, DeviceConfiguration]
    trunks: Mapping[int, TrunkConfiguration]
    notes: list[Words] = field(default_factory=list)


def apply(document: Document, secrets: CenterConfiguration | None) -> list[Words]:
    """Inside a transaction that holds the publishing lock. Returns what a person must know. `secrets`: the version as it went out.

    Raises django.db.IntegrityError for a document that contradicts itself (nothing we published does; a file may).
    """
    work = _Restoring(
        document=document,
        devices={device.id: device for device in secrets.devices} if secrets else {},
        trunks={trunk.id: trunk for trunk in secrets.trunks} if secrets else {},
    )
    different = _different(document, documents.document())
    _retire(work)
    _forget_memberships_of_who_comes_back(document)
    _remove_what_is_gone(work)
    _free_names(different)
    Center.objects.update_or_create(pk=CENTER_ID, defaults=_plain(document.center))
    for model, rows in ((Skill, different.skills), (Hours, different.hours), (Label, different.labels)):
        _upsert(model, [_plain(row) for row in rows])
    _upsert(Queue, [{**_plain(row), "active": True} for row in different.queues])
    _note_new_agents(work)
    _upsert(Agent, [{"id": row.id, "name": row.name, "always_on": row.always_on, "active": True} for row in different.agents])
    _upsert(Team, [{"id": row.id, "name": row.name} for row in different.teams])
    _replace_children(different)
    for flow in different.flows:
        _restore_flow(flow)
    _restore_devices(work, different.devices)
    _restore_trunks(work, different.trunks)
    _upsert(Number, [_plain(row) for row in different.numbers])
    _go_on_counting()
    return work.notes


def _different(document: Document, now: Document) -> Document:
    """Only the rows that are not there just so: a roll-back of one queue among five thousand agents writes one row."""
    rows = {}
    for kind in document.__struct_fields__:
        if kind != "center":
            there = {row.id: row for row in getattr(now, kind)}
            rows[kind] = [row for row in getattr(document, kind) if there.get(row.id) != row]
    return Document(center=document.center, **rows)


def _forget_memberships_of_who_comes_back(document: Document) -> None:
    """What is out of use is in no document, its memberships neither: those that the document knows are written with its rows."""
    Membership.objects.filter(queue__in=Queue.objects.filter(active=False, pk__in=_ids(document.queues))).delete()
    Team.agents.through.objects.filter(agent__in=Agent.objects.filter(active=False, pk__in=_ids(document.agents))).delete()


def _plain(row: msgspec.Struct) -> dict[str, Any]:
    """Attributes of the model and their values."""
    return {FOREIGN.get(name, name): value for name, value in msgspec.to_builtins(row).items() if name not in CHILDREN}


def _upsert(model: type[Model], rows: list[dict[str, Any]]) -> None:
    """All rows name the same attributes; those that they do not name stay as they are, secrets among them."""
    if not rows:
        return
    fields = [model._meta.get_field(name).name for name in rows[0] if name != "id"]
    model._default_manager.bulk_create(
        [model(**row) for row in rows], batch_size=ROWS_AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _ids(rows: Iterable[Any]) -> list[int]:
    return [row.id for row in rows]


def _retire(work: _Restoring) -> None:
    """Queues and agents that the document does not know are out of use; other flows are not published."""
    queues = Queue.objects.filter(active=True).exclude(pk__in=_ids(work.document.queues))
    agents = Agent.objects.filter(active=True).exclude(pk__in=_ids(work.document.agents))
    flows = Flow.objects.exclude(pk__in=_ids(work.document.flows))
    for queue in queues:
        work.notes.append(said(en="Queue {name} is out of use now.", de="Warteschlange {name} ist jetzt außer Betrieb.", name=queue.name))
    for agent in agents:
        work.notes.append(said(en="Agent {name} is out of use now.", de="Agent {name} ist jetzt außer Betrieb.", name=agent.name))
    for flow in flows.exclude(published_version=None):
        work.notes.append(said(en="Flow {name} is a draft only now.", de="Ablauf {name} ist jetzt nur noch ein Entwurf.", name=flow.name))
    queues.update(active=False)
    agents.update(active=False)
    QueueReference.objects.filter(flow__in=flows).delete()
    flows.update(published_version=None)
    taken = {row.name.lower() for row in work.document.flows}
    for flow in flows:
        if flow.name.lower() in taken:
            flow.name = f"{flow.name[:NAME_KEPT]} ({flow.pk})"
            flow.save(update_fields=["name"])


def _note_new_agents(work: _Restoring) -> None:
    """An account that was deleted stays so: whom it let in is a decision about a person."""
    there = set(Agent.objects.values_list("pk", flat=True))
    for row in work.document.agents:
        if row.id not in there:
            work.notes.append(
                said(
                    en="Agent {name} has no account: give a user name to let the person sign in.",
                    de="Agent {name} hat kein Konto: zum Anmelden bitte einen Anmeldenamen vergeben.",
                    name=row.name,
                )
            )


def _remove_what_is_gone(work: _Restoring) -> None:
    document = work.document
    skills = Skill.objects.exclude(pk__in=_ids(document.skills))
    hours = Hours.objects.exclude(pk__in=_ids(document.hours))
    # What is out of use may still hold them.
    RequiredSkill.objects.filter(skill__in=skills).delete()
    AgentSkill.objects.filter(skill__in=skills).delete()
    Queue.objects.filter(hours__in=hours).update(hours=None)
    contacts = [row.contact for row in document.devices if row.contact]
    kept = _ids(document.devices)
    phones = Device.objects.filter(agent__in=_ids(document.agents)).exclude(kind=DeviceKind.BROWSER.value).exclude(pk__in=kept)
    elsewhere = Device.objects.filter(contact__in=contacts).exclude(pk__in=kept)
    for words, things in (
        (said(en="number", de="Rufnummer"), Number.objects.exclude(pk__in=_ids(document.numbers))),
        (said(en="trunk", de="Trunk"), Trunk.objects.exclude(pk__in=_ids(document.trunks))),
        (said(en="phone of", de="Telefon von"), (phones | elsewhere).select_related("agent")),
        (said(en="team", de="Team"), Team.objects.exclude(pk__in=_ids(document.teams))),
        (said(en="label", de="Kennzeichen"), Label.objects.exclude(pk__in=_ids(document.labels))),
        (said(en="hours", de="Öffnungszeiten"), hours),
        (said(en="skill", de="Fähigkeit"), skills),
    ):
        _remove(work, words, things)


def _remove(work: _Restoring, words: Words, things: QuerySet[Any]) -> None:
    for thing in things:
        work.notes.append(said(en="Removed: {kind} {name}", de="Entfernt: {kind} {name}", kind=words, name=str(thing)))
    things.delete()


def _free_names(document: Document) -> None:
    """Names change hands: each is freed before anybody gets it, because the database looks row by row."""
    for model, rows in (
        (Skill, document.skills),
        (Hours, document.hours),
        (Label, document.labels),
        (Queue, document.queues),
        (Team, document.teams),
        (Flow, document.flows),
        (Trunk, document.trunks),
    ):
        model._default_manager.filter(pk__in=_ids(rows)).update(name=_stand_in())
    Number.objects.filter(pk__in=_ids(document.numbers)).update(number=_stand_in())
    Device.objects.filter(pk__in=_ids(document.devices)).update(contact="")


def _stand_in() -> Concat:
    return Concat(Value("~"), Cast("pk", CharField()))


def _replace_children(document: Document) -> None:
    queues, agents = _ids(document.queues), _ids(document.agents)
    RequiredSkill.objects.filter(queue__in=queues).delete()
    RequiredSkill.objects.bulk_create(
        RequiredSkill(queue_id=queue.id, skill_id=one.skill, level_min=one.level_min)
        for queue in document.queues
        for one in queue.required_skills
    )
    AgentSkill.objects.filter(agent__in=agents).delete()
    AgentSkill.objects.bulk_create(
        (AgentSkill(agent_id=agent.id, skill_id=skill, level=level) for agent in document.agents for skill, level in agent.skills.items()),
        batch_size=ROWS_AT_ONCE,
    )
    Membership.objects.filter(agent__in=agents).delete()
    Membership.objects.bulk_create(
        (Membership(agent_id=agent.id, queue_id=queue, level=level) for agent in document.agents for queue, level in agent.queues.items()),
        batch_size=ROWS_AT_ONCE,
    )
    members = Team.agents.through
    members.objects.filter(team__in=_ids(document.teams)).delete()
    members.objects.bulk_create(
        (members(team_id=team.id, agent_id=agent) for team in document.teams for agent in team.agents), batch_size=ROWS_AT_ONCE
    )


def _restore_flow(row: FlowRow) -> None:
    """The draft of a flow that is there is left alone: somebody may be working on it."""
    content = row.content
    flow = Flow.objects.filter(pk=row.id).first() or Flow(pk=row.id, draft=msgspec.to_builtins(content))
    flow.name = row.name
    flow.save()
    versions = {stored.version: stored.flow_content for stored in flow.versions.all()}
    if versions.get(content.version) != content:
        content = _known_or_next(content, versions)
        if content.version not in versions:
            FlowVersion.objects.create(flow=flow, version=content.version, content=msgspec.to_builtins(content))
    set_in_force(flow, content)


def _known_or_next(content: FlowContent, versions: Mapping[int, FlowContent]) -> FlowContent:
    """Under a free number, if that number stands for something else (of another center, say): versions never change."""
    if content.version not in versions:
        return content
    for version, known in sorted(versions.items()):
        if msgspec.structs.replace(content, version=version) == known:
            return known
    return msgspec.structs.replace(content, version=max(versions) + 1)


def _restore_devices(work: _Restoring, rows: list[DeviceRow]) -> None:
    there = set(Device.objects.filter(pk__in=_ids(rows)).values_list("pk", flat=True))
    browsers = dict(Device.objects.filter(kind=DeviceKind.BROWSER.value).values_list("agent", "pk"))
    kept: list[DeviceRow] = []
    made: list[DeviceRow] = []
    for row in rows:
        if row.kind is DeviceKind.BROWSER and browsers.get(row.agent, row.id) != row.id:
            continue  # the softphone was opened anew since; it is the person's sign-in, not the administrator's doing
        (kept if row.id in there else made).append(row)
    _upsert(Device, [_plain(row) for row in kept])
    _upsert(Device, [{**_plain(row), "digest": _device_digest(work, row)} for row in made])


def _device_digest(work: _Restoring, row: DeviceRow) -> str:
    if row.kind is not DeviceKind.SIP_REGISTERED:
        return ""
    former = work.devices.get(row.id)
    if former is None or former.username != row.username:
        agent = next((agent.name for agent in work.document.agents if agent.id == row.agent), "")
        work.notes.append(
            said(
                en="The phone {username} of {name} has no secret: delete it and make it anew.",
                de="Das Telefon {username} von {name} hat kein Kennwort: bitte löschen und neu anlegen.",
                username=row.username,
                name=agent,
            )
        )
        return ""
    return former.digest


def _restore_trunks(work: _Restoring, rows: list[TrunkRow]) -> None:
    there = {trunk.pk: trunk for trunk in Trunk.objects.filter(pk__in=_ids(rows))}
    fields = [{**_plain(row), **_trunk_secrets(work, row, there.get(row.id))} for row in rows]
    Trunk.objects.filter(pk__in=_ids(rows)).update(username="")
    _upsert(Trunk, fields)


def _trunk_secrets(work: _Restoring, row: TrunkRow, now: Trunk | None) -> dict[str, str]:
    """The present ones where they belong to the same user name and server, else those of the version."""
    former = work.trunks.get(row.id)
    digest = secret = ""
    if row.username:
        if now is not None and now.username == row.username:
            digest = now.digest
        elif former is not None and former.username == row.username:
            digest = former.digest
    if row.registration_server:
        known = (row.registration_server, row.registration_username)
        if now is not None and (now.registration_server, now.registration_username) == known:
            secret = now.registration_secret
        elif former is not None and former.registration is not None and (former.registration.server, former.registration.username) == known:
            secret = former.registration.secret
    if (row.username and not digest) or (row.registration_server and not secret):
        work.notes.append(said(en="Trunk {name} has no secret: set it.", de="Trunk {name} hat kein Kennwort: bitte setzen.", name=row.name))
    return {"digest": digest, "registration_secret": secret}


def _go_on_counting() -> None:
    """Keys that came with the document are never given again. A sequence only goes forward: what was deleted keeps its key, too."""
    with connection.cursor() as cursor:
        for model in (Skill, Hours, Label, Queue, Agent, Team, Flow, Device, Trunk, Number):
            table = connection.ops.quote_name(model._meta.db_table)
            sequence = "pg_get_serial_sequence(%s, 'id')"
            cursor.execute(
                f"SELECT setval({sequence}, GREATEST(nextval({sequence}), (SELECT COALESCE(MAX(id), 1) FROM {table})))",  # noqa: S608 - our own table's name
                [model._meta.db_table, model._meta.db_table],
            )
