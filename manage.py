#!/usr/bin/env python3
"""Django's door, nothing else."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccplatform.settings")
    from django.core.management import execute_from_command_line

    # Tasks are sent through the Celery application, so that it has to exist in every process that has Django.
    import ccplatform.celery  # noqa: F401 - imported for that effect

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
