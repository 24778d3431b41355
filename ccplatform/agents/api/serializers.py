from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.accounts.models import NAME_LENGTH_MAX, USERNAME_LENGTH_MAX, Language, Theme, User
from ccplatform.accounts.services import PASSWORD_LENGTH_MAX
from ccplatform.agents.models import RANK_MAX, RANK_MIN, Agent, AgentSkill, NotReadyReason, Team
from ccplatform.kernel.api.fields import NameField
from ccplatform.kernel.words import said
from ccplatform.queues.models import LEVEL_MAX, LEVEL_MIN, Queue
from ccplatform.queues.models import NAME_LENGTH_MAX as LABEL_LENGTH_MAX
from contracts.permissions import Permission, Role
from contracts.vocabulary import AgentState, Presence

SKILLS_MAX = 50
QUEUES_MAX = 100
TEAM_AGENTS_MAX = 5_000

ROLES_OF_PEOPLE = [role.value for role in Role if role is not Role.SERVICE]


class AgentSkillSerializer(serializers.ModelSerializer[AgentSkill]):
    level = serializers.IntegerField(min_value=LEVEL_MIN, max_value=LEVEL_MAX, default=LEVEL_MIN)

    class Meta:
        model = AgentSkill
        fields = ["skill", "level"]


class LevelsField(serializers.DictField):
    """{queue id: level}. JSON's keys are text."""

    def to_internal_value(self, data: Any) -> dict[int, int]:
        value: dict[str, int] = super().to_internal_value(data)
        if bad := [key for key in value if not (key.isdecimal() and len(key) < 18)]:
            sentence = said(en="{key} is no queue.", de="{key} ist keine Warteschlange.", key=bad[0])
            raise serializers.ValidationError(str(sentence), code="queue")
        return {int(key): level for key, level in value.items()}


class AgentSerializer(serializers.ModelSerializer[Agent]):
    """`username` makes an account (with `password`, `email`, `role`, `language`); without one the agent is only a phone.

    `levels` {queue id: 1 (asked first) .. 9}; `always_on`: the phone's line is kept up while the agent is ready; one who is not `active`
    gets nothing and keeps the past.
    """

    name = NameField(max_length=NAME_LENGTH_MAX)
    user = serializers.PrimaryKeyRelatedField[User](read_only=True, allow_null=True)
    username = serializers.CharField(required=False, allow_blank=True, max_length=USERNAME_LENGTH_MAX)
    password = serializers.CharField(
        required=False, write_only=True, allow_blank=True, max_length=PASSWORD_LENGTH_MAX, trim_whitespace=False
    )
    email = serializers.EmailField(required=False, allow_blank=True)
    role = serializers.ChoiceField(choices=ROLES_OF_PEOPLE, required=False)
    language = serializers.ChoiceField(choices=Language.choices, required=False)
    queues = serializers.PrimaryKeyRelatedField[Queue](many=True, queryset=Queue.objects.all(), required=False)
    levels = LevelsField(child=serializers.IntegerField(min_value=RANK_MIN, max_value=RANK_MAX), required=False)
    skills = AgentSkillSerializer(many=True, required=False, max_length=SKILLS_MAX)  # type: ignore[call-arg]  # many=True takes it
    devices = serializers.SerializerMethodField()
    teams = serializers.PrimaryKeyRelatedField[Team](many=True, read_only=True)

    class Meta:
        model = Agent
        fields = ["id", "name", "user", "username", "password", "email", "role", "language"]
        fields += ["queues", "levels", "skills", "devices", "teams", "always_on", "active"]

    def get_devices(self, agent: Agent) -> list[int]:
        return sorted(device.pk for device in agent.devices.all())

    def to_representation(self, instance: Agent) -> dict[str, Any]:
        account = instance.user
        return {
            "id": instance.pk,
            "name": instance.name,
            "user": account.pk if account else None,
            "username": account.username if account else "",
            "email": account.email if account else "",
            "role": account.role if account else Role.AGENT.value,
            "language": account.language if account else Language.ENGLISH.value,
            "queues": [membership.queue_id for membership in instance.memberships.all()],
            "levels": {str(membership.queue_id): membership.level for membership in instance.memberships.all()},
            "skills": [{"skill": held.skill_id, "level": held.level} for held in instance.skills.all()],
            "devices": self.get_devices(instance),
            "teams": sorted(team.pk for team in instance.teams.all()),
            "always_on": instance.always_on,
            "active": instance.active,
        }


class TeamSerializer(serializers.ModelSerializer[Team]):
    name = NameField(max_length=LABEL_LENGTH_MAX)
    agents = serializers.PrimaryKeyRelatedField[Agent](many=True, queryset=Agent.objects.all(), required=False)

    class Meta:
        model = Team
        fields = ["id", "name", "agents"]

    def validate_agents(self, members: list[Agent]) -> list[Agent]:
        if len(members) > TEAM_AGENTS_MAX:
            sentence = said(en="A team has at most {most} agents.", de="Ein Team hat höchstens {most} Agenten.", most=TEAM_AGENTS_MAX)
            raise serializers.ValidationError(str(sentence), code="max_length")
        return members


class NotReadyReasonSerializer(serializers.ModelSerializer[NotReadyReason]):
    name_en = NameField(max_length=LABEL_LENGTH_MAX)
    name_de = NameField(max_length=LABEL_LENGTH_MAX)

    class Meta:
        model = NotReadyReason
        fields = ["id", "code", "name_en", "name_de", "productive", "position"]


class PresenceSerializer(serializers.Serializer[Any]):
    """What the agent says about being there. `device` chooses where the agent rings; left out, the last one stays."""

    presence = serializers.ChoiceField(choices=[presence.value for presence in Presence])
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=64, help_text="Code of a not-ready reason.")
    device = serializers.IntegerField(required=False, default=None, allow_null=True)


class LivePresenceSerializer(PresenceSerializer):
    """With what the engine knows beyond that, a few seconds old at most."""

    presence_since = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(choices=[state.value for state in AgentState])
    state_since = serializers.DateTimeField(allow_null=True)
    reachable_devices = serializers.ListField(child=serializers.IntegerField())


class SignInSerializer(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=USERNAME_LENGTH_MAX)
    password = serializers.CharField(max_length=PASSWORD_LENGTH_MAX, trim_whitespace=False)


class PreferencesSerializer(serializers.Serializer[Any]):
    language = serializers.ChoiceField(choices=Language.choices, required=False)
    theme = serializers.ChoiceField(choices=Theme.choices, required=False)


class MeUserSerializer(serializers.ModelSerializer[User]):
    role = serializers.ChoiceField(choices=[role.value for role in Role])

    class Meta:
        model = User
        fields = ["id", "username", "name", "role", "language", "theme"]


class MeAgentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    queues = serializers.ListField(child=serializers.IntegerField())


class MeSerializer(serializers.Serializer[Any]):
    """Who is signed in. `csrf` goes into the header X-CSRFToken of everything that changes something."""

    user = MeUserSerializer()
    agent = MeAgentSerializer(allow_null=True)
    permissions = serializers.ListField(child=serializers.ChoiceField(choices=[permission.value for permission in Permission]))
    csrf = serializers.CharField()
