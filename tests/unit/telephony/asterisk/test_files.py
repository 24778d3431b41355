"""What the rendered configuration opens, and what it does not."""

import configparser
from pathlib import Path

import pytest

from telephony.asterisk.files import DYNAMIC, Places, configuration
from telephony.asterisk.install import Installation
from telephony.asterisk.modules import MODULES
from telephony.asterisk.settings import AGENTS, FIRST, NodeSettings, from_environment

INSTALLATION = Installation(("/opt/asterisk",), Path("/opt/modules"), Path("/opt/data"))


def node(**environment: str) -> NodeSettings:
    return from_environment({"CC_STATE_DIR": "/srv/cc", **environment})


def rendered(settings: NodeSettings | None = None, password: str = "pw", addresses: tuple[str, ...] = ()) -> dict[str, str]:
    return configuration(settings or node(), INSTALLATION, Places(Path("/run/a"), Path("/srv/data"), addresses=addresses), password)


def sections(text: str) -> configparser.RawConfigParser:
    """The simple files read as INI; Asterisk's own syntax is wider than what these use."""
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=(";",))
    parser.read_string(text.replace(" => ", " = "))
    return parser


def test_only_named_modules_are_loaded() -> None:
    lines = rendered()["modules.conf"].splitlines()
    assert lines[:2] == ["[modules]", "autoload=no"]
    assert lines[2:] == [f"load={module}" for module in MODULES]
    assert len(set(MODULES)) == len(MODULES)


@pytest.mark.parametrize(
    "module",
    ["app_dial.so", "app_originate.so", "app_system.so", "func_shell.so", "res_agi.so", "res_http_post.so", "app_queue.so",
     "res_pjsip_endpoint_identifier_anonymous.so", "res_pjsip_refer.so", "cdr_csv.so", "app_voicemail.so", "res_phoneprov.so"],
)  # fmt: skip
def test_what_could_do_harm_is_not_among_them(module: str) -> None:
    assert module not in MODULES


def test_plain_http_stays_on_loopback_when_the_node_is_open() -> None:
    http = sections(rendered(node(CC_LISTEN="0.0.0.0"))["http.conf"])["general"]
    assert (http["bindaddr"], http["tlsbindaddr"]) == ("127.0.0.1", "0.0.0.0:8089")
    assert (http["enable_static"], http["enable_status"]) == ("no", "no")


def test_ari_is_denied_to_all_but_the_permitted_twice() -> None:
    files = rendered(node(CC_ARI_PERMIT="10.1.0.0/16"))
    http, ari = sections(files["http.conf"])["/ari"], sections(files["ari.conf"])["ccplatform"]
    assert (http["type"], http["permit"]) == ("restriction", "10.1.0.0/16")
    assert (ari["deny"], ari["permit"]) == ("0.0.0.0/0.0.0.0", "10.1.0.0/16")
    for name in ("http.conf", "ari.conf"):
        assert [line for line in files[name].splitlines() if line.startswith("permit")] == ["permit=127.0.0.1/32", "permit=10.1.0.0/16"]


def test_a_password_cannot_end_its_line() -> None:
    assert "password=a\\;b\n" in rendered(password="a;b")["ari.conf"]
    assert all("s3cret" not in text for name, text in rendered(password="s3cret").items() if name != "ari.conf")


def test_sip_listens_where_it_was_told_and_knows_no_anonymous() -> None:
    text = rendered(node(CC_LISTEN="192.0.2.5", CC_SIP_PORT="5080"))["pjsip.conf"]
    assert text.count("bind=192.0.2.5:5080") == 2
    assert "anonymous]" not in text
    assert sections(text)["global"]["endpoint_identifier_order"] == "auth_username,username,ip"


def test_a_node_behind_nat_says_its_outer_address() -> None:
    text = rendered(node(CC_LISTEN="0.0.0.0", CC_EXTERNAL_ADDRESS="203.0.113.9", CC_LOCAL_NETS="10.0.0.0/8"))["pjsip.conf"]
    assert text.count("external_media_address=203.0.113.9") == 3
    assert "local_net=10.0.0.0/8" in text
    assert "external" not in rendered()["pjsip.conf"]


def test_every_dynamic_object_is_looked_for_in_files_and_in_the_database() -> None:
    sorcery = rendered()["sorcery.conf"]
    for kind, (section, family) in DYNAMIC.items():
        part = sorcery.partition(f"[{section}]")[2].partition("[")[0]
        lines = [line for line in part.splitlines() if line.startswith((f"{kind}=", f"{kind}/"))]
        assert [line.partition(",")[0] for line in lines] == [f"{kind}/cache=memory_cache", f"{kind}=config", f"{kind}=astdb"]
        assert lines[-1] == f"{kind}=astdb,{family}"


def test_a_node_on_loopback_offers_browsers_loopback() -> None:
    assert "10.0.0.7 => 127.0.0.1" in rendered(addresses=("10.0.0.7", "10.0.0.8"))["rtp.conf"]
    assert "ice_host_candidates" not in rendered()["rtp.conf"]
    assert "ice_host_candidates" not in rendered(node(CC_LISTEN="0.0.0.0"), addresses=("10.0.0.7",))["rtp.conf"]


def test_nothing_is_written_down_about_calls() -> None:
    files = rendered()
    for name in ("cdr.conf", "cel.conf"):
        assert sections(files[name])["general"]["enable"] == "no"
    assert sections(files["manager.conf"])["general"]["enabled"] == "no"


SECRET = "s" * 40


def two(role: str, **environment: str) -> dict[str, str]:
    """The files of one of two nodes."""
    settings = from_environment({"CC_STATE_DIR": "/srv/cc", "CC_NODES": "2", **environment}, role)
    return configuration(settings, INSTALLATION, Places(Path("/run/a"), Path("/srv/data")), "pw", SECRET)


def test_only_the_agents_node_can_dial_and_only_for_whom_says_the_secret() -> None:
    callers, agents = two(FIRST), two(AGENTS)
    assert "app_dial.so" not in callers["modules.conf"]
    assert "Dial(" not in callers["extensions.conf"]
    assert "load=app_dial.so" in agents["modules.conf"].splitlines()
    dialled = agents["extensions.conf"].partition("[from-callers]")[2]
    assert dialled.index(SECRET) < dialled.index("Dial(")
    assert "[inbound]" not in agents["extensions.conf"]


def test_the_nodes_know_each_other_by_address_and_port() -> None:
    callers, agents = (sections(two(name)["pjsip.conf"]) for name in (FIRST, AGENTS))
    assert "match=127.0.0.1:5070\n" in two(FIRST)["pjsip.conf"]
    assert "match=127.0.0.1:5060\n" in two(AGENTS)["pjsip.conf"]
    assert (callers["cc-node-agents"]["context"], agents["cc-node-callers"]["context"]) == ("nobody", "from-callers")
    assert callers["cc-node-agents"]["set_var"] == f"PJSIP_HEADER(add,X-CC-Node)={SECRET}"
    assert SECRET not in two(AGENTS)["pjsip.conf"]


def test_the_node_for_callers_opens_nothing_for_browsers() -> None:
    assert sections(two(FIRST)["http.conf"])["general"]["tlsenable"] == "no"
    assert sections(two(AGENTS)["http.conf"])["general"]["tlsbindaddr"] == "127.0.0.1:8099"


def test_audio_between_nodes_behind_nat_goes_the_short_way() -> None:
    pjsip = two(AGENTS, CC_LISTEN="0.0.0.0", CC_EXTERNAL_ADDRESS="203.0.113.7")["pjsip.conf"]
    assert "local_net=127.0.0.1/32" in pjsip
    assert "bind_rtp_to_media_address=no" in pjsip
