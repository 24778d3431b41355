"""The configuration on the command line: what the API does, for those who have a shell instead of a browser."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError
from redis.exceptions import RedisError

from ccplatform.configuration import documents, selectors, services
from ccplatform.configuration.building import without_secrets
from ccplatform.configuration.differences import differences
from ccplatform.configuration.documents import Document
from ccplatform.configuration.models import IMPORTED, ConfigurationVersion
from ccplatform.kernel.problems import Problem

LISTED = 20
"""Versions in a list, unless more are asked for."""


class Command(BaseCommand):
    help = "Lists, shows, compares and restores versions of the configuration; writes it to a file and reads it from one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        listed = deeds.add_parser("list", help="the newest versions: who, when, what")
        listed.add_argument("--limit", type=int, default=LISTED)
        shown = deeds.add_parser("show", help="all that a version says, as JSON without secrets")
        shown.add_argument("version", type=int)
        shown.add_argument("--routing", action="store_true", help="as the engine is told it, instead of as it was written")
        compared = deeds.add_parser("diff", help="what changed from one version to another, in words")
        compared.add_argument("version", type=int)
        compared.add_argument("other", type=int, nargs="?", help="left out: what is set up now")
        restored = deeds.add_parser("restore", help="make everything what this version says, and publish it")
        restored.add_argument("version", type=int)
        exported = deeds.add_parser("export", help="what is set up now, as JSON without secrets")
        exported.add_argument("file", nargs="?", help="left out: standard output")
        imported = deeds.add_parser("import", help="make everything what the file says, and publish it")
        imported.add_argument("file", help="- for standard input")
        imported.add_argument("--dry-run", action="store_true", help="only tell what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['deed']}")(options)
        except Problem as problem:
            fields = "".join(f"\n  {field}: {'; '.join(str(one) for one in words)}" for field, words in problem.errors.items())
            raise CommandError(f"{problem.detail}{fields}") from problem
        except RedisError as error:
            raise CommandError(f"Redis does not answer: {error}") from error

    def _list(self, options: dict[str, Any]) -> None:
        for version in selectors.versions()[: options["limit"]]:
            by = version.published_by.name if version.published_by else "-"
            self.stdout.write(f"{version.version:>6}  {version.published_at:%Y-%m-%d %H:%M:%S}Z  {by:<24}  {version.changed}")

    def _show(self, options: dict[str, Any]) -> None:
        version = _found(options["version"])
        if options["routing"]:
            self.stdout.write(msgspec.json.format(msgspec.json.encode(without_secrets(version.told))).decode())
        else:
            self._write(services.document_of(version))

    def _diff(self, options: dict[str, Any]) -> None:
        other = options["other"]
        after = documents.document() if other is None else services.document_of(_found(other))
        self._tell(services.document_of(_found(options["version"])), after)

    def _restore(self, options: dict[str, Any]) -> None:
        self._report(services.restore(version=_found(options["version"]), by=None))

    def _export(self, options: dict[str, Any]) -> None:
        content = documents.document()
        if options["file"] is None:
            self._write(content)
        else:
            Path(options["file"]).write_text(_as_text(content))

    def _import(self, options: dict[str, Any]) -> None:
        content = _from_file(options["file"])
        if options["dry_run"]:
            self._tell(documents.document(), content)
        else:
            spoken = services.speak_document(content)
            self._report(services.replace_all(spoken, secrets=None, by=None, changed=IMPORTED))

    def _write(self, content: Document) -> None:
        self.stdout.write(_as_text(content), ending="")

    def _tell(self, before: Document, after: Document) -> None:
        changes = differences(before, after)
        for change in changes:
            self.stdout.write(change.sentence)
        if not changes:
            self.stdout.write("Nothing differs.")

    def _report(self, restored: services.Restored) -> None:
        for note in restored.notes:
            self.stdout.write(str(note))
        self.stdout.write(f"Version {restored.version} is published.")


def _found(version: int) -> ConfigurationVersion:
    found = selectors.versions().filter(pk=version).first()
    if found is None:
        raise CommandError(f"There is no version {version}; `configuration list` names them.")
    return found


def _as_text(content: Document) -> str:
    return json.dumps(documents.as_json(content), ensure_ascii=False, indent=2) + "\n"


def _from_file(name: str) -> Document:
    try:
        raw = json.load(sys.stdin) if name == "-" else json.loads(Path(name).read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"{name} cannot be read: {error}") from error
    return documents.read(raw)
