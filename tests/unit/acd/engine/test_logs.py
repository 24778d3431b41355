import logging

import pytest

from acd.engine.logs import configure


@pytest.mark.parametrize(("level", "expected"), [("DEBUG", "DEBUG"), ("nonsense", "INFO")])
def test_an_unknown_level_means_info(monkeypatch: pytest.MonkeyPatch, level: str, expected: str) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr(logging, "basicConfig", lambda **options: asked.update(options))
    configure(level)
    assert asked["level"] == expected
