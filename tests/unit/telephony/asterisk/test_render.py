import stat
from pathlib import Path

import pytest

from telephony.asterisk.install import Installation
from telephony.asterisk.render import SOCKET_PATH_MAX, render_node, run_dir
from telephony.asterisk.settings import BadSetting, from_environment


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An unpacked tree in which `en` leads nowhere, as Debian's does outside its own root."""
    sounds = tmp_path / "tree" / "data" / "sounds"
    for name in ("en_US_f_Allison", "de"):
        (sounds / name).mkdir(parents=True)
    (sounds / "en").symlink_to("/etc/alternatives/there-is-no-such-link")
    return Installation(("asterisk",), tmp_path / "tree" / "modules", tmp_path / "tree" / "data")


def test_a_node_is_rendered_for_us_alone_and_again_without_change(tmp_path: Path, installation: Installation) -> None:
    settings = from_environment({"CC_STATE_DIR": str(tmp_path / "var")})
    path = render_node(settings, installation)
    texts = {file.name: file.read_text() for file in path.parent.iterdir()}
    assert path.name in texts
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in path.parent.iterdir())
    assert settings.ari_password() in texts["ari.conf"]
    render_node(settings, installation)
    assert {file.name: file.read_text() for file in path.parent.iterdir()} == texts


def test_prompts_of_every_kind_are_below_one_folder(tmp_path: Path, installation: Installation) -> None:
    settings = from_environment({"CC_STATE_DIR": str(tmp_path / "var")})
    render_node(settings, installation)
    sounds = settings.home / "data" / "sounds"
    assert (sounds / "en").resolve().name == "en_US_f_Allison"
    assert (sounds / "de").resolve().name == "de"
    assert (sounds / "custom" / "apology-de.wav").is_file()
    assert (settings.home / "spool" / "recording").resolve() == settings.recordings_dir


def test_the_control_socket_has_a_short_path_however_long_the_state_dirs_is(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    folder = run_dir(from_environment({"CC_STATE_DIR": str(deep)}))
    assert len(str(folder / "asterisk.ctl")) <= SOCKET_PATH_MAX
    assert folder != run_dir(from_environment({"CC_STATE_DIR": str(deep / "other")}))


def test_a_certificate_that_was_named_is_never_made_or_touched(tmp_path: Path, installation: Installation) -> None:
    settings = from_environment({"CC_STATE_DIR": str(tmp_path / "var"), "CC_TLS_CERT": str(tmp_path / "mine.crt")})
    with pytest.raises(BadSetting, match=r"CC_TLS_CERT names .*mine\.crt, which cannot be read"):
        render_node(settings, installation)
    assert not (tmp_path / "mine.crt").exists()
