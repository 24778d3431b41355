"""What differs between two documents, change by change, in words that an administrator understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ccplatform.configuration.documents import Document, as_json
from ccplatform.configuration.words import HANG_UP, KINDS, NO, NOTHING, YES, word
from ccplatform.kernel.words import said

Action = Literal["added", "removed", "changed"]
KEYED_BY = ("id", "skill", "medium")
"""Of a list's items: what tells which is which, where there is such a field."""
SILENT = frozenset({"media", "id", "name"})
"""Not told inside of a thing: sounds follow their texts, and the thing itself was named."""
UNSAID_WHEN_ZERO = frozenset({"threshold", "priority"})
REFERRED = {
    "skill": "skills",
    "skills": "skills",
    "team": "teams",
    "teams": "teams",
    "queue": "queues",
    "queues": "queues",
    "flow": "flows",
    "hours": "hours",
    "agent": "agents",
    "agents": "agents",
    "label": "labels",
}
"""Field -> the kind whose keys stand in it."""

Names = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class Change:
    """`path` names the field inside the thing, with dots, "" for the whole thing; `before` and `after` are JSON."""

    kind: str
    id: int
    name: str
    path: str
    action: Action
    before: Any
    after: Any
    sentence: str


def differences(before: Document, after: Document) -> list[Change]:
    """In the order of kinds and ids; sentences in the language of whoever asks."""
    old, new = as_json(before), as_json(after)
    names = _names(old, new)
    found = list(_of_thing("center", 0, "", old["center"], new["center"], names))
    for kind in old:
        if kind != "center":
            found += _of_kind(kind, {row["id"]: row for row in old[kind]}, {row["id"]: row for row in new[kind]}, names)
    return found


def _names(*documents: Mapping[str, Any]) -> Names:
    """The newer name wins."""
    names: dict[str, dict[int, str]] = {}
    for document in documents:
        for kind, rows in document.items():
            if kind != "center":
                names.setdefault(kind, {}).update({row["id"]: _name_of(row) for row in rows})
    for key, row in {row["id"]: row for document in documents for row in document["devices"]}.items():
        names["devices"][key] = f"{names['agents'].get(row['agent'], '')} {row['contact'] or row['username']}".strip()
    return names


def _name_of(row: Mapping[str, Any]) -> str:
    return str(row.get("number") or row.get("name") or row["id"])


def _of_kind(kind: str, old: Mapping[int, Any], new: Mapping[int, Any], names: Names) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        name, title = names[kind][key], KINDS[kind]
        if key not in old:
            sentence = said(en="{kind} {name} was added.", de="{kind} {name} kam hinzu.", kind=title, name=name)
            yield Change(kind, key, name, "", "added", None, new[key], str(sentence))
        elif key not in new:
            sentence = said(en="{kind} {name} was removed.", de="{kind} {name} fiel weg.", kind=title, name=name)
            yield Change(kind, key, name, "", "removed", old[key], None, str(sentence))
        else:
            yield from _of_thing(kind, key, name, old[key], new[key], names)


def _of_thing(kind: str, key: int, name: str, old: Any, new: Any, names: Names) -> Iterator[Change]:
    title = f"{KINDS[kind]} {name}".strip()
    for path, before, after in _walk((), old, new):
        action: Action = "added" if before is _ABSENT else "removed" if after is _ABSENT else "changed"
        where = _path_in_words(path, names)
        # What stands under a key (the level in a queue) is not a key itself.
        field = path[-1] if path and isinstance(path[-1], str) and not path[-1].isdecimal() else ""
        was, now = (NOTHING if value is _ABSENT else describe(value, field, names) for value in (before, after))
        if action == "added":
            sentence = f"{title}: {where}: + {now}"
        elif action == "removed":
            sentence = f"{title}: {where}: − {was}"
        else:
            sentence = f"{title}: {where}: {was} → {now}"
        plain = [None if value is _ABSENT else value for value in (before, after)]
        yield Change(kind, key, name, ".".join(str(step) for step in path), action, plain[0], plain[1], sentence)


class _Absent:
    """Told apart from null, which is a value."""


_ABSENT = _Absent()
Path = tuple[str | int, ...]


def _walk(path: Path, old: Any, new: Any) -> Iterator[tuple[Path, Any, Any]]:
    """Down to the smallest things that differ."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        if old.get("kind") != new.get("kind") or old.get("to") != new.get("to"):
            yield path, old, new
            return
        for key in [*old, *(key for key in new if key not in old)]:
            if key not in SILENT or (not path and key == "name"):
                yield from _walk((*path, key), old.get(key, _ABSENT), new.get(key, _ABSENT))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _walk_lists(path, old, new)
    else:
        yield path, old, new


def _walk_lists(path: Path, old: list[Any], new: list[Any]) -> Iterator[tuple[Path, Any, Any]]:
    items = [*old, *new]
    field = next((name for name in KEYED_BY if all(isinstance(item, dict) and name in item for item in items)), None)
    if field is not None:
        by_old, by_new = ({item[field]: item for item in side} for side in (old, new))
        for key in [*by_old, *(key for key in by_new if key not in by_old)]:
            yield from _walk((*path, key), by_old.get(key, _ABSENT), by_new.get(key, _ABSENT))
    elif not any(isinstance(item, dict | list) for item in items):
        for item in old:
            if item not in new:
                yield path, item, _ABSENT
        for item in new:
            if item not in old:
                yield path, _ABSENT, item
        if sorted(old, key=str) == sorted(new, key=str):
            yield path, old, new  # the same in another order
    else:
        for index in range(max(len(old), len(new))):
            yield from _walk((*path, index), old[index] if index < len(old) else _ABSENT, new[index] if index < len(new) else _ABSENT)


def _field_of(path: Path) -> str:
    """The last step that is a field's name: what is inside a list is of the list's kind."""
    return next((str(step) for step in reversed(path) if isinstance(step, str) and not step.isdecimal()), "")


def _path_in_words(path: Path, names: Names) -> str:
    words: list[str] = []
    for place, step in enumerate(path):
        field = _field_of(path[:place])
        if isinstance(step, int) or step.isdecimal():
            words.append(_key_in_words(int(step), field, names))
        elif field in {"nodes", "choices", "labels"}:
            words.append(str(step))
        else:
            words.append(word(step))
    return ", ".join(words)


def _key_in_words(key: int, field: str, names: Names) -> str:
    """A list's item: by the name of what it refers to, else by its place, counted from 1."""
    kind = "skills" if field in {"required_skills", "preferred_skills"} else REFERRED.get(field, "")
    known = names.get(kind, {}).get(key)
    if known is not None:
        return known
    return str(key) if field in {"choices", "labels"} else str(key + 1)


def describe(value: Any, field: str, names: Names) -> str:
    """A value in words; `field` says what its keys refer to."""
    if value is None or value == "" or value == [] or value == {}:
        return str(NOTHING)
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, int) and field in REFERRED:
        return names.get(REFERRED[field], {}).get(value, f"#{value}")
    if isinstance(value, dict):
        if "text" in value:
            return f"“{value['text']}” ({value['language']})"
        parts = [f"{word(key)} {describe(item, key, names)}" for key, item in value.items() if _is_telling(key, item)]
        return ", ".join([str(HANG_UP), *parts] if value.get("to") == "end" else parts)
    if isinstance(value, list):
        return "; ".join(describe(item, field, names) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).replace("_", " ") if isinstance(value, str) and value.isidentifier() else str(value)


def _is_telling(field: str, value: Any) -> bool:
    """The kind of a target is clear from what it names."""
    return field not in SILENT and field != "to" and value not in (None, "", [], {}) and not (value == 0 and field in UNSAID_WHEN_ZERO)
