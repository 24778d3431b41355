"""What every test may use."""

pytest_plugins = ["tests.support.asterisk", "tests.support.services", "tests.support.running_center", "tests.support.django"]
