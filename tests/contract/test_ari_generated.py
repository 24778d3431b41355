"""Our ARI types are what the installed Asterisk declares."""

from telephony.ari.generate import generate
from telephony.asterisk.install import obtain


def test_the_generated_requests_events_and_models_are_current() -> None:
    """Downloads Asterisk the first time on a machine. Stale: `python -m telephony.ari.generate RESOURCES`."""
    for path, text in generate(obtain(print).resources).items():
        assert path.read_text() == text, f"{path.name} is not what Asterisk's resource files say"
