"""What a person or program may do. Views, WebSocket messages and intents each name one; roles are sets of them."""

from enum import StrEnum


class Permission(StrEnum):
    """`<room>.<what>`; `own` concerns the asking agent only, `any` everybody in the center."""

    LIVE_OWN = "live.own"
    LIVE_ALL = "live.all"
    PRESENCE_OWN = "presence.own"
    PRESENCE_ANY = "presence.any"
    INTERACTION_OWN = "interaction.own"
    INTERACTION_ANY = "interaction.any"
    INTERACTION_MONITOR = "interaction.monitor"
    QUEUE_CLOSE = "queue.close"
    CONTACT_VIEW = "contact.view"
    CONTACT_EDIT = "contact.edit"
    RECORDING_OWN = "recording.own"
    RECORDING_ANY = "recording.any"
    REPORT_VIEW = "report.view"
    CONFIGURATION_VIEW = "configuration.view"
    CONFIGURATION_EDIT = "configuration.edit"
    TOKEN_OWN = "token.own"
    ACCOUNT_OWN = "account.own"
    MESSAGE_SEND = "message.send"
    ALARM_TAKE = "alarm.take"
    QUEUE_STAFF = "queue.staff"
    BOARD_EDIT = "board.edit"
    GOAL_EDIT = "goal.edit"


class Role(StrEnum):
    """What an account is for. Each role is a preset of permissions (ROLE_PERMISSIONS)."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    AGENT = "agent"
    SERVICE = "service"


_AGENT = frozenset(
    {
        Permission.LIVE_OWN,
        Permission.PRESENCE_OWN,
        Permission.INTERACTION_OWN,
        Permission.CONTACT_VIEW,
        Permission.CONTACT_EDIT,
        Permission.RECORDING_OWN,
        Permission.ACCOUNT_OWN,
    }
)
_SUPERVISOR = _AGENT | {
    Permission.LIVE_ALL,
    Permission.PRESENCE_ANY,
    Permission.INTERACTION_ANY,
    Permission.INTERACTION_MONITOR,
    Permission.QUEUE_CLOSE,
    Permission.RECORDING_ANY,
    Permission.REPORT_VIEW,
    Permission.CONFIGURATION_VIEW,
    Permission.MESSAGE_SEND,
    Permission.ALARM_TAKE,
    Permission.QUEUE_STAFF,
    Permission.BOARD_EDIT,
    Permission.GOAL_EDIT,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _AGENT,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ADMINISTRATOR: frozenset(Permission),
    # A program has no desk of its own; it acts for others.
    Role.SERVICE: frozenset(Permission)
    - {Permission.LIVE_OWN, Permission.PRESENCE_OWN, Permission.RECORDING_OWN, Permission.INTERACTION_MONITOR},
}
