"""What a service raises when it will not do what was asked. The API turns each into problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ccplatform.kernel.words import Words, said


class Problem(Exception):
    """`code` is stable and for programs; `detail` is a sentence for people; `errors` says which field is to blame."""

    status = 400

    def __init__(self, code: str, detail: Words, errors: Mapping[str, Sequence[Words]] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.errors = dict(errors or {})


class Invalid(Problem):
    """What was sent cannot be; the sender may correct it."""

    @classmethod
    def field(cls, name: str, code: str, message: Words) -> Invalid:
        return cls(code, message, {name: [message]})


class Conflict(Problem):
    """Right in itself, but not with what is there."""

    status = 409

    @classmethod
    def field(cls, name: str, code: str, message: Words) -> Conflict:
        return cls(code, message, {name: [message]})


class NotAllowed(Problem):
    status = 403


class TooMany(Problem):
    """A named limit was met; `retry_after_seconds` says when to come back."""

    status = 429

    def __init__(self, code: str, detail: Words, *, retry_after_seconds: int) -> None:
        super().__init__(code, detail)
        self.retry_after_seconds = retry_after_seconds


class TooLarge(Problem):
    status = 413

    def __init__(self) -> None:
        super().__init__("too_large", said(en="This is too large.", de="Das ist zu groß."))


class Unavailable(Problem):
    """A server that is needed for this does not answer now."""

    status = 503


def database_away() -> Unavailable:
    return Unavailable(
        "database_away",
        said(
            en="The database does not answer. Calls go on; please try again in a moment.",
            de="Die Datenbank antwortet nicht. Gespräche laufen weiter; bitte gleich noch einmal versuchen.",
        ),
    )


def redis_away() -> Unavailable:
    return Unavailable(
        "redis_away",
        said(
            en="The engine cannot be reached, because Redis does not answer. Please try again in a moment.",
            de="Die Vermittlung ist nicht erreichbar, weil Redis nicht antwortet. Bitte gleich noch einmal versuchen.",
        ),
    )
