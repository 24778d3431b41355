"""How long a form takes a person, counted instead of timed.

The keystroke-level model (Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23/7, 1980), with its times for an average typist who does not look for short cuts; and the time to read every
word that is shown, once, at 200 words a minute (Ziefle, 1998: 180 to 200 on a screen). What the machine takes is not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from playwright.async_api import Page

KEY_SECONDS: Final = 0.28
POINT_SECONDS: Final = 1.1
HOME_SECONDS: Final = 0.4
THINK_SECONDS: Final = 1.35
WORDS_PER_MINUTE: Final = 200
WORD: Final = re.compile(r"\w[\w'’.-]*")


class Kind(StrEnum):
    PRESS = "press"
    """Something is pressed with the mouse."""
    CHOOSE = "choose"
    """A list is opened and one of it pressed."""
    TYPE = "type"
    """A field is pointed at and written into."""


@dataclass(frozen=True)
class Deed:
    """`length` counts the characters of what is typed."""

    kind: Kind
    length: int = 0


@dataclass(frozen=True)
class Estimate:
    """In seconds."""

    hands: float
    thought: float
    reading: float
    words: int
    deeds: int

    @property
    def total(self) -> float:
        return self.hands + self.thought + self.reading

    def __str__(self) -> str:
        parts = f"{self.hands:.0f} s of hands in {self.deeds} steps, {self.thought:.0f} s of thought"
        return f"{self.total:.0f} s: {parts}, {self.reading:.0f} s to read {self.words} words"


def estimate(deeds: Sequence[Deed], texts: Iterable[str]) -> Estimate:
    """Of one person: a thought before each deed, the hand at the mouse in between, every text read once however often it is shown."""
    hands = 0.0
    for deed in deeds:
        hands += POINT_SECONDS + KEY_SECONDS
        if deed.kind is Kind.CHOOSE:
            hands += POINT_SECONDS + KEY_SECONDS
        if deed.kind is Kind.TYPE:
            hands += 2 * HOME_SECONDS + deed.length * KEY_SECONDS
    words = sum(len(WORD.findall(text)) for text in set(texts))
    return Estimate(hands, len(deeds) * THINK_SECONDS, words / WORDS_PER_MINUTE * 60, words, len(deeds))


WATCH: Final = """() => {
  const watched = { deeds: [], texts: new Set() };
  const read = () => {
    // Also what can be chosen from, as soon as its list is there. The text of one element is one text: a figure that changes adds little.
    for (const one of document.querySelectorAll("main *, nav *")) {
      if (!(one.closest("select") ?? one).checkVisibility()) continue;
      const own = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
      for (const text of [own, one.placeholder]) if (text) watched.texts.add(text);
    }
  };
  const note = (kind, length = 0) => {
    watched.deeds.push({ kind, length });
    read();
  };
  addEventListener("click", (event) => {
    // A form that is sent by its button clicks once; a label clicks its field as well.
    if (event.target.closest("button, a, summary, [role=tab], input[type=radio], input[type=checkbox]")) note("press");
  }, true);
  addEventListener("input", (event) => {
    const field = event.target;
    if (field.matches("select")) note("choose");
    else if (field.matches("textarea, input:not([type=radio], [type=checkbox])")) note("type", field.value.length);
  }, true);
  new MutationObserver(read).observe(document.body, { childList: true, subtree: true, characterData: true });
  read();
  window.__watched = watched;
}"""
"""Counts what is done on this page from now on and gathers what can be read in its middle and its menus, until it is loaded anew."""


async def watch(page: Page) -> None:
    """From now on; each field is expected to be filled in one go."""
    await page.evaluate(WATCH)


async def watched(page: Page) -> Estimate:
    """How long a person would have taken for what was done since `watch`."""
    seen: dict[str, Any] = await page.evaluate("({ deeds: window.__watched.deeds, texts: [...window.__watched.texts] })")
    return estimate([Deed(Kind(one["kind"]), one["length"]) for one in seen["deeds"]], seen["texts"])
