from pathlib import Path

import pytest

from acd.engine.settings import BadSettingError, from_environment


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {"REDIS_URL": "redis://:hidden@x", "CC_STATE_DIR": str(folder), "CC_ARI_PASSWORD": "hidden", **more}


def test_what_is_not_set_has_its_usual_place(tmp_path: Path) -> None:
    settings = from_environment(environment(tmp_path))
    assert settings.journal_dir == tmp_path / "journal"
    assert (settings.ari.url, settings.ari.user) == ("http://127.0.0.1:8088", "ccplatform")


def test_no_secret_is_shown(tmp_path: Path) -> None:
    assert "hidden" not in repr(from_environment(environment(tmp_path)))


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from file\n")
    given = environment(tmp_path, CC_ARI_PASSWORD_FILE=str(tmp_path / "secret"), CC_ARI_PASSWORD="")
    assert from_environment(given).ari.password == "from file"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"REDIS_URL": ""}, "REDIS_URL"),
        ({"CC_ARI_PASSWORD": ""}, "CC_ARI_PASSWORD cannot be read"),
        ({"CC_ARI_URL": "nonsense"}, "CC_ARI_URL"),
    ],
)
def test_what_is_missing_or_wrong_is_named(tmp_path: Path, more: dict[str, str], words: str) -> None:
    with pytest.raises(BadSettingError, match=words):
        from_environment(environment(tmp_path, **more))


@pytest.mark.parametrize(("listen", "bound"), [("127.0.0.1", "127.0.0.1"), ("192.0.2.5", "192.0.2.5"), ("0.0.0.0", ""), ("", "")])
def test_audio_is_taken_where_the_node_listens(tmp_path: Path, listen: str, bound: str) -> None:
    assert from_environment(environment(tmp_path, CC_LISTEN=listen)).media_address == bound
    assert from_environment(environment(tmp_path)).media_address == ""
