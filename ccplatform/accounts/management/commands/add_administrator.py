from __future__ import annotations

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ccplatform.accounts.models import User
from ccplatform.accounts.services import save_account
from ccplatform.kernel.problems import Problem
from contracts.permissions import Role


class Command(BaseCommand):
    help = "Makes the account of an administrator and prints its password, this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="Administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        password = secrets.token_urlsafe(15)
        fields = {"username": options["username"], "name": options["name"], "role": Role.ADMINISTRATOR.value, "password": password}
        try:
            save_account(user=User(), fields=fields)
        except Problem as refused:
            raise CommandError(str(refused.detail)) from refused
        self.stdout.write(password)
