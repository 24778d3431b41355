"""The text of every configuration file of a node. Pure: settings and paths in, file name -> text out."""

from pathlib import Path
from typing import Final

import msgspec

from telephony.ari.config import APP, LEG_VARIABLE
from telephony.asterisk.dialplan import extensions
from telephony.asterisk.install import Installation
from telephony.asterisk.modules import MODULES
from telephony.asterisk.neighbours import DIALLING_MODULES, Role, trunk
from telephony.asterisk.settings import ANYWHERE, LOOPBACK, NodeSettings

#: browsers and engine sockets at one time; Asterisk's own default of 100 is one small center
HTTP_SESSIONS_MAX: Final = 5_000
#: milliseconds that Asterisk waits for a socket that does not take more before it gives the socket up
WEBSOCKET_WRITE_MS: Final = 2_000
#: endpoints, credentials ... of each type kept in memory; a phone costs three objects
CACHED_OBJECTS_MAX: Final = 20_000
#: the realm of every SIP digest; objects.py's HA1 values are made with it
REALM: Final = "ccplatform"
#: sounds/<CUSTOM> is the folder of own prompts, so `sound:custom/<name>` plays <name>.wav in CC_SOUNDS_DIR
CUSTOM: Final = "custom"
APOLOGY: Final = ("custom/apology-en", "custom/apology-de")
#: SIP objects that ARI may make: type -> (section of sorcery.conf, AstDB family). Files are asked first, then AstDB
DYNAMIC: Final = {
    "endpoint": ("res_pjsip", "ps_endpoints"),
    "auth": ("res_pjsip", "ps_auths"),
    "aor": ("res_pjsip", "ps_aors"),
    "identify": ("res_pjsip_endpoint_identifier_ip", "ps_endpoint_id_ips"),
    "registration": ("res_pjsip_outbound_registration", "ps_registrations"),
}
#: what Asterisk would tell itself about every call and nobody here listens to: made, copied and dropped, for each subscriber
#: once. ARI's filter does not help: it looks at the finished JSON
UNHEARD: Final = (
    "ast_channel_dial_type",
    "ast_channel_varset_type",
    "ast_channel_dtmf_begin_type",
    "ast_channel_moh_start_type",
    "ast_channel_moh_stop_type",
    "ast_channel_chanspy_start_type",
    "ast_channel_chanspy_stop_type",
    "ast_device_state_message_type",
    "ast_presence_state_message_type",
    "ast_mwi_state_type",
    "ast_rtp_rtcp_sent_type",
    "ast_rtp_rtcp_received_type",
    "cel_generic_type",
)


class Places(msgspec.Struct, frozen=True):
    """Where a rendered node keeps things that are no settings."""

    run: Path
    data: Path
    languages: tuple[str, ...] = ("en", "de")
    #: this machine's IPv4 addresses except loopback, for ICE on a node that listens on loopback only
    addresses: tuple[str, ...] = ()


def configuration(
    settings: NodeSettings, installation: Installation, places: Places, password: str, node_secret: str = ""
) -> dict[str, str]:
    """File name -> text. The files hold the ARI password and the secret of two nodes: they are written for us alone."""
    modules = (*MODULES, *DIALLING_MODULES) if settings.role is Role.AGENTS else MODULES
    return {
        "asterisk.conf": _asterisk(settings, installation, places),
        "modules.conf": "[modules]\nautoload=no\n" + "".join(f"load={module}\n" for module in modules),
        "logger.conf": _logger(settings),
        "http.conf": _http(settings),
        "ari.conf": _ari(settings, password),
        "pjsip.conf": _pjsip(settings, node_secret),
        "pjproject.conf": "[startup]\nlog_level=2\n",
        "sorcery.conf": _sorcery(),
        "rtp.conf": _rtp(settings, places),
        "extensions.conf": extensions(APP, settings.engine_wait_s, APOLOGY, settings.role, node_secret),
        "musiconhold.conf": "[general]\ncachertclasses=no\n\n[default]\nmode=files\ndirectory=moh\nsort=random\n",
        "codecs.conf": "[opus]\ntype=opus\nfec=yes\n",
        "indications.conf": _indications(),
        "stasis.conf": "[declined_message_types]\n" + "".join(f"decline={kind}\n" for kind in UNHEARD),
        "features.conf": "",
        "acl.conf": "",
        "ccss.conf": "",
        "udptl.conf": "",
        "websocket_client.conf": "",
        "manager.conf": "[general]\nenabled=no\nwebenabled=no\n",
        "cdr.conf": "[general]\nenable=no\n",
        "cel.conf": "[general]\nenable=no\n",
    }


def _asterisk(settings: NodeSettings, installation: Installation, places: Places) -> str:
    return f"""[directories]
astetcdir => {settings.etc}
astmoddir => {installation.modules}
astvarlibdir => {settings.home}/lib
astdbdir => {settings.home}/db
astkeydir => {settings.home}/lib
astdatadir => {places.data}
astagidir => {settings.home}/lib
astspooldir => {settings.home}/spool
astrundir => {places.run}
astlogdir => {settings.log_dir}
astsbindir => {settings.home}/lib

[options]
documentation_language=en_US
defaultlanguage=en
systemname=ccplatform
; Silence instead of nothing to a phone while a leg only records or waits: keeps NAT bindings and time in recordings.
transmit_silence=yes
live_dangerously=no
hideconnect=yes

[files]
astctlpermissions=0600
"""


def _logger(settings: NodeSettings) -> str:
    return f"""[general]
dateformat=%Y-%m-%d %T.%3q
appendhostname=no

[logfiles]
console=
{settings.log_dir}/{settings.name}.log=notice,warning,error
"""


def _http(settings: NodeSettings) -> str:
    permitted = "".join(f"permit={network}\n" for network in settings.ari_permit)
    return f"""[general]
enabled=yes
servername=
bindaddr={settings.http_listen}
bindport={settings.ws_port}
tlsenable={"no" if settings.role is Role.CALLERS else "yes"}
tlsbindaddr={settings.listen}:{settings.wss_port}
tlscertfile={settings.tls_cert}
tlsprivatekey={settings.tls_key}
tlsdisablev1=yes
tlsdisablev11=yes
sessionlimit={HTTP_SESSIONS_MAX}
enable_static=no
enable_status=no

; TLS is open where browsers are, and shares its server with ARI: this keeps ARI to the addresses named here.
[/ari]
type=restriction
deny=0.0.0.0/0.0.0.0
deny=::/0
{permitted}"""


def _ari(settings: NodeSettings, password: str) -> str:
    permitted = "".join(f"permit={network}\n" for network in settings.ari_permit)
    return f"""[general]
enabled=yes
pretty=no
websocket_write_timeout={WEBSOCKET_WRITE_MS}
; every channel that ARI shows says by this to which of the engine's offers it belongs
channelvars={LEG_VARIABLE}

[{settings.ari_user}]
type=user
read_only=no
password={password.replace(";", chr(92) + ";")}
password_format=plain
deny=0.0.0.0/0.0.0.0
{permitted}"""


def _pjsip(settings: NodeSettings, node_secret: str) -> str:
    address = f"{settings.listen}:{settings.sip_port}"
    outside = ""
    if settings.external_address:
        outside = (
            f"external_signaling_address={settings.external_address}\nexternal_media_address={settings.external_address}\n"
        ) + "".join(f"local_net={network}\n" for network in _local_nets(settings))
    # There is no endpoint `anonymous` and no module that would identify one: who is not known is challenged as if it
    # were, and never gets in. What somebody logs in as comes before
    # the address, so that a phone behind a trunk's address is the phone.
    return f"""[global]
type=global
user_agent=ccplatform
default_realm={REALM}
endpoint_identifier_order=auth_username,username,ip
keep_alive_interval=30

[system]
type=system
disable_tcp_switch=no

[udp]
type=transport
protocol=udp
bind={address}
{outside}
[tcp]
type=transport
protocol=tcp
bind={address}
{outside}
[ws]
type=transport
protocol=ws
bind={settings.http_listen}
websocket_write_timeout={WEBSOCKET_WRITE_MS}

[wss]
type=transport
protocol=wss
bind={settings.listen}
websocket_write_timeout={WEBSOCKET_WRITE_MS}
{outside}
{_trunk(settings, node_secret)}"""


def _local_nets(settings: NodeSettings) -> tuple[str, ...]:
    """The other node is inside, wherever it is."""
    return (*settings.local_nets, *([f"{settings.neighbour.address}/32"] if settings.neighbour is not None else []))


def _trunk(settings: NodeSettings, node_secret: str) -> str:
    if settings.neighbour is None:
        return ""
    return trunk(settings.role, settings.neighbour, node_secret, bind_media=settings.listen != ANYWHERE)


def _sorcery() -> str:
    sections: dict[str, list[str]] = {}
    for kind, (section, family) in DYNAMIC.items():
        # An object read from AstDB is JSON of some hundred fields, and a call reads its endpoint several times (and logs
        # a warning each time, for a field that Asterisk itself writes). ARI's changes go through the cache.
        sections.setdefault(section, []).extend(
            [
                f"{kind}/cache=memory_cache,maximum_objects={CACHED_OBJECTS_MAX},expire_on_reload=yes",
                f"{kind}=config,pjsip.conf,criteria=type={kind}",
                f"{kind}=astdb,{family}",
            ]
        )
    return "\n".join(f"[{section}]\n" + "".join(f"{line}\n" for line in lines) for section, lines in sections.items())


def _rtp(settings: NodeSettings, places: Places) -> str:
    text = f"[general]\nrtpstart={settings.rtp_first}\nrtpend={settings.rtp_last}\nicesupport=yes\nstrictrtp=yes\n"
    if settings.listen == LOOPBACK and places.addresses:
        # Asterisk offers no 127/8 candidate of its own accord: one address of this machine is announced as loopback.
        text += f"\n[ice_host_candidates]\n{places.addresses[0]} => {LOOPBACK}\n"
    return text


def _indications() -> str:
    return """[general]
country=de

[de]
description=Germany
ringcadence=1000,4000
dial=425
busy=425/480,0/480
ring=425/1000,0/4000
congestion=425/240,0/240
callwaiting=!425/200,!0/200,!425/200,!0/5000,!425/200,!0/200,!425/200,!0/5000
dialrecall=!425/80,!0/80,!425/80,!0/80,!425/80,!0/80,425
record=1400/80,0/15000
info=950/330,1400/330,1800/330,0/1000
stutter=425+400
"""
