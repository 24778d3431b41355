"""Texts that administrators type become sounds that the PBX plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import msgspec
from django.conf import settings

from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.words import said
from contracts.flows import PROMPT_TEXT_LENGTH_MAX, Prompt
from telephony.prompts.render import VOICES, CannotSpeak, prompt_name

Speak = Callable[[str, str, Path], str]
"""(text, language, folder) -> the name of the sound; telephony.prompts.render.render, or a quicker stand-in for tests."""
SOUND = "sound:custom/{name}"

_silent: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def silence() -> Iterator[None]:
    """Inside, texts get the names that their sounds would have, and nothing is rendered: for trying a change out."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def spoken(prompts: Sequence[Prompt], speak: Speak, *, where: str) -> list[Prompt]:
    """The same with `media`. `where` is the field to blame. Raises Invalid for a text that is none, Conflict when it cannot be spoken."""
    return [_spoken(prompt, speak, where, index) for index, prompt in enumerate(prompts)]


def _spoken(prompt: Prompt, speak: Speak, where: str, index: int) -> Prompt:
    if not prompt.text.strip() or len(prompt.text) > PROMPT_TEXT_LENGTH_MAX:
        message = said(
            en="An announcement has 1 to {most} characters.", de="Eine Ansage hat 1 bis {most} Zeichen.", most=PROMPT_TEXT_LENGTH_MAX
        )
        raise Invalid.field(f"{where}.{index}.text", "prompt_text", message)
    if prompt.language not in VOICES:
        message = said(
            en="There is no voice for the language {language}.",
            de="Für die Sprache {language} gibt es keine Stimme.",
            language=prompt.language,
        )
        raise Invalid.field(f"{where}.{index}.language", "prompt_language", message)
    return msgspec.structs.replace(prompt, media=SOUND.format(name=say(prompt.text, prompt.language, speak, where=where)))


def say(text: str, language: str, speak: Speak, *, where: str) -> str:
    """The name of the sound. `where` is the field to blame. Raises Conflict."""
    if _silent.get():
        return prompt_name(text, language)
    try:
        return speak(text, language, settings.CENTER.sounds_dir)
    except CannotSpeak as error:
        raise Conflict("cannot_speak", str(error), {where: [str(error)]}) from error
