"""The product's settings as they are computed from this session's plan. Named in pyproject.toml for pytest-django."""

import tests.support.plan  # noqa: F401 - sets the environment, which the next line reads
from ccplatform.settings import *  # noqa: F403 - the one place where a wildcard says exactly what is meant
