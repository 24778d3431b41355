"""What every test may use."""

pytest_plugins = [
    "tests.support.ending",
    "tests.support.asterisk",
    "tests.support.services",
    "tests.support.running_center",
    "tests.support.django",
]
