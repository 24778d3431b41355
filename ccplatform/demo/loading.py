"""Makes the demo center, once. What an administrator changes or deletes afterwards stays changed and deleted."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ccplatform.accounts.models import User
from ccplatform.accounts.services import save_account, set_password
from ccplatform.agents.models import Agent, NotReadyReason, Team
from ccplatform.agents.services import save_agent, save_not_ready_reason, save_team
from ccplatform.alarms.models import AlarmRule
from ccplatform.alarms.services import save_rule
from ccplatform.boards.services import make
from ccplatform.demo import boards, company, rules, sign_ins
from ccplatform.demo.company import Person
from ccplatform.demo.customers import customers
from ccplatform.demo.follow_ups import PROMISES
from ccplatform.demo.menu import NAME, menu
from ccplatform.demo.sign_ins import SignIn, SignInDevice
from ccplatform.kernel.speaking import Speak
from ccplatform.queues.models import Disposition, Hours, Label, OutcomeField, Queue, Skill
from ccplatform.queues.outcomes import save_disposition, save_outcome_field
from ccplatform.queues.services import save_hours, save_label, save_queue, save_skill
from contracts.permissions import Role
from contracts.vocabulary import DeviceKind
from crm.contacts.models import Contact
from crm.contacts.services import create_contact
from crm.directory.models import SpeedDial
from crm.directory.services import save_speed_dial
from crm.followups.models import FollowUp
from crm.followups.services import save_follow_up
from ivr.flows.models import Flow
from ivr.flows.services import publish_flow, save_flow
from reporting.goals.models import Goal
from reporting.goals.services import save_goal
from telephony.demo_places import OUTSIDE_PORT, outside_host
from telephony.prompts.render import render
from telephony.provisioning.credentials import ha1, new_secret
from telephony.provisioning.models import Device, Number, Trunk
from telephony.provisioning.services import save_device, save_number, save_trunk


@transaction.atomic
def load(folder: Path, *, speak: Speak = render) -> bool:
    """Writes the sign-ins to `folder`. Whether the center was made now (False: it was there). One published version."""
    fresh = not User.objects.exists()
    if fresh:
        _make_center(speak)
    _write_sign_ins(folder)
    return fresh


def _make_center(speak: Speak) -> None:
    by = _account(company.PEOPLE[0])
    skills = {name: save_skill(skill=Skill(), fields={"name": name}, by=by) for name in company.SKILLS}
    queues = {queue.name: _queue(queue, skills, by) for queue in company.QUEUES}
    _outcomes(queues)
    for position, (code, english, german, productive) in enumerate(company.REASONS):
        fields = {"code": code, "name_en": english, "name_de": german, "position": position, "productive": productive}
        save_not_ready_reason(reason=NotReadyReason(), fields=fields)
    for person in (*company.PEOPLE[1:], *company.HEADLESS):
        if person.role is Role.AGENT or person.works:
            _agent(person, skills, queues, by)
        else:
            _account(person)
    _set_rules(skills, queues, by, speak)
    for customer in customers():
        create_contact(fields=customer)
    _promise(queues)
    draft = msgspec.to_builtins(menu({name: queue.pk for name, queue in queues.items()}))
    flow = save_flow(flow=Flow(), fields={"name": NAME, "draft": draft}, by=by)
    publish_flow(flow=flow, by=by, speak=speak)
    save_trunk(trunk=Trunk(), fields={"name": "demo", "source_addresses": [company.CALLERS_ADDRESS]}, by=by)
    outside = f"{outside_host(settings.CENTER.sip_port)}:{OUTSIDE_PORT}"
    save_trunk(trunk=Trunk(), fields={"name": "outside", "outbound_address": outside}, by=by)
    save_number(number=Number(), fields={"number": company.MENU_NUMBER, "name": "Hotline", "flow": flow}, by=by)
    save_number(number=Number(), fields={"number": company.DIRECT_NUMBER, "name": "Billing", "queue": queues["Billing DE"]}, by=by)
    contracts = {"number": company.CONTRACTS_NUMBER, "name": "Contracts", "queue": queues[company.CONTRACTS], "priority": 1}
    save_number(number=Number(), fields=contracts, by=by)
    _set_up_walls(queues)


def _promise(queues: dict[str, Queue]) -> None:
    """Follow-ups in one person's hand, a team's and a queue's."""
    by = User.objects.get(username=company.SUPERVISOR)
    now = timezone.now()
    for promise in PROMISES:
        contact = Contact.objects.get(name=promise.customer)
        fields = {
            "text": promise.text,
            "due_at": now + timedelta(hours=promise.hours),
            "agent": Agent.objects.filter(name=promise.agent).first(),
            "team": Team.objects.filter(name=promise.team).first(),
            "queue": queues[promise.queue],
            "contact": contact,
            "number": contact.phone_numbers.all()[0].number,
        }
        save_follow_up(follow_up=FollowUp(), fields=fields, by=by)


def _set_up_walls(queues: dict[str, Queue]) -> None:
    """The supervisor's boards and the alarms that they show."""
    by = User.objects.get(username=company.SUPERVISOR)
    for content in boards.boards({name: queue.pk for name, queue in queues.items()}, dict(Team.objects.values_list("name", "pk"))):
        make(content=content, by=by)
    for fields in boards.ALARMS:
        save_rule(rule=AlarmRule(), fields=fields)


def _outcomes(queues: dict[str, Queue]) -> None:
    made: dict[str, Disposition] = {}
    for position, (code, english, german, above, only) in enumerate(company.DISPOSITIONS):
        words = {"code": code, "name_en": english, "name_de": german, "position": position, "parent": made.get(above)}
        rules = {"queues": [queues[name] for name in only], "note_required": code in company.NOTED}
        made[code] = save_disposition(disposition=Disposition(), fields=words | rules)
    for position, field in enumerate(company.OUTCOME_FIELDS):
        place = {"position": position, "queues": [queues[name] for name in company.BILLING_QUEUES]}
        save_outcome_field(field=OutcomeField(), fields=asdict(field) | place)


def _set_rules(skills: dict[str, Skill], queues: dict[str, Queue], by: User, speak: Speak) -> None:
    """Everything that a queue can do, at the one for contracts."""
    agents = {agent.name: agent for agent in Agent.objects.all()}
    teams = {
        name: save_team(team=Team(), fields={"name": name, "agents": [agents[one] for one in members]}, by=by).pk
        for name, members in rules.TEAMS.items()
    }
    for team, measure, aim, target, warn in rules.GOALS:
        goal = {"team": Team.objects.get(pk=teams[team]) if team else None, "measure": measure, "aim": aim, "target": target, "warn": warn}
        save_goal(goal=Goal(), fields=goal, by=by)
    for name, number, note in rules.SPEED_DIALS:
        save_speed_dial(entry=SpeedDial(), fields={"name": name, "number": number, "note": note})
    for name, weight in rules.LABELS.items():
        save_label(label=Label(), fields={"name": name, "weight": weight}, by=by)
    week = {"name": rules.OFFICE_HOURS, "openings": rules.OPENINGS, "closed_on": rules.HOLIDAYS}
    hours = save_hours(hours=Hours(), fields=week, by=by)
    queue = queues[company.CONTRACTS]
    by_name = {name: skill.pk for name, skill in skills.items()}
    fields = rules.contracts(by_name, teams, {name: one.pk for name, one in queues.items()})
    save_queue(queue=queue, fields={**fields, "hours": hours}, by=by, speak=speak)
    for name, level in rules.LEVELS.items():
        save_agent(agent=agents[name], fields={"levels": {queue.pk: level}}, by=by)


def _account(person: Person) -> User:
    # The password comes with the sign-ins file.
    fields = {"username": person.username, "name": person.name, "role": person.role.value, "language": person.language}
    return save_account(user=User(), fields=fields)


def _queue(queue: company.DemoQueue, skills: dict[str, Skill], by: User) -> Queue:
    fields = {
        "name": queue.name,
        "service_level_seconds": queue.service_level_seconds,
        "wrap_up_seconds": queue.wrap_up_seconds,
        "caller_id": company.MENU_NUMBER,
        "required_skills": [{"skill": skills[name], "level_min": level} for name, level in queue.required.items()],
    }
    return save_queue(queue=Queue(), fields=fields, by=by)


def _agent(person: Person, skills: dict[str, Skill], queues: dict[str, Queue], by: User) -> None:
    fields = {
        "name": person.name,
        "username": person.username,
        "role": person.role.value,
        "language": person.language,
        "skills": [{"skill": skills[name], "level": level} for name, level in person.skills.items()],
        "queues": [queues[name] for name in person.queues],
    }
    agent = save_agent(agent=Agent(), fields=fields, by=by)
    kind = person.phone or DeviceKind.BROWSER
    contact = company.phone_contact(person, settings.CENTER.sip_port) if kind is DeviceKind.SIP_FIXED else ""
    save_device(device=Device(), fields={"kind": kind.value, "agent": agent, "contact": contact}, by=by)


def _write_sign_ins(folder: Path) -> None:
    """Keeps passwords that are still good; accounts of which the file knows nothing get new ones."""
    former = sign_ins.read(folder)
    people = {person.username: person for person in (*company.PEOPLE, *company.HEADLESS)}
    accounts = {user.username: user for user in User.objects.filter(username__in=people).select_related("agent")}
    rows = [_row(person, accounts[name], former.get(name)) for name, person in people.items() if name in accounts]
    sign_ins.write(folder, rows)


def _row(person: Person, user: User, former: SignIn | None) -> SignIn:
    if former is None:
        password = sign_ins.new_password()
        set_password(user, password)
        user.save(update_fields=["password"])
    else:
        password = former.password if former.fingerprint == sign_ins.fingerprint(user) else ""
    secrets_known = {device.id: device.secret for device in former.devices} if former else {}
    devices = Device.objects.filter(agent__user=user).exclude(kind=DeviceKind.BROWSER.value)
    return SignIn(
        role=user.role,
        name=user.name,
        username=user.username,
        password=password,
        headless=person.phone is not None,
        devices=[_device(device, secrets_known.get(device.pk)) for device in devices],
        fingerprint=sign_ins.fingerprint(user),
    )


def _device(device: Device, secret: str | None) -> SignInDevice:
    if device.kind == DeviceKind.SIP_REGISTERED.value and (not secret or ha1(device.username, secret) != device.digest):
        secret = new_secret()
        device.digest = ha1(device.username, secret)
        save_device(device=device, fields={}, by=device.agent.user or User())
    return SignInDevice(id=device.pk, kind=device.kind, username=device.username, secret=secret or "", contact=device.contact)
