from __future__ import annotations

import logging
from pathlib import Path

import pytest

from ccplatform.kernel.areas import origin_of
from contracts.views import Origin
from tests.support.towns import areas_file, known_towns

COUNTRY_ONLY = Origin(region="DE", mobile=False, areas={})


def test_a_caller_s_town_is_known(tmp_path: Path) -> None:
    with known_towns(tmp_path):
        assert origin_of("+4989123456") == Origin(region="DE", mobile=False, areas={"en": "Munich", "de": "München"})


def test_without_a_setting_callers_have_countries(caplog: pytest.LogCaptureFixture) -> None:
    with areas_file(None), caplog.at_level(logging.INFO):
        assert origin_of("+4989123456") == COUNTRY_ONLY
    assert "CC_AREAS_FILE names no file" in caplog.text


def test_a_file_that_is_gone_costs_towns_and_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with areas_file(tmp_path / "gone.sqlite"):
        assert origin_of("+4989123456") == COUNTRY_ONLY
        assert origin_of("+494055500") == COUNTRY_ONLY
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "gone.sqlite is not there" in caplog.text
