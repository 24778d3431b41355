"""python -m launch.database: bring the tables up to date and load the demo center, unless CC_DEMO is 0.

One process instead of two calls of manage.py, because loading Django takes longer than what there is to do.
"""

import os

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=1, interactive=False)
    if os.environ.get("CC_DEMO", "1") != "0":
        call_command("load_demo")


if __name__ == "__main__":
    main()
