"""python -m benchmarks.prepare_web USERNAME: make the tables and one supervisor's account; prints its password. For web_center.py."""

from __future__ import annotations

import secrets
import sys

import django
from django.core.management import call_command


def main(username: str) -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    # Models can be imported once Django is set up, not before.
    from ccplatform.accounts.models import User
    from ccplatform.accounts.services import save_account
    from contracts.permissions import Role

    password = secrets.token_urlsafe(15)
    save_account(
        user=User(), fields={"username": username, "name": "Bench Supervisor", "role": Role.SUPERVISOR.value, "password": password}
    )
    sys.stdout.write(password)


if __name__ == "__main__":
    main(sys.argv[1])
