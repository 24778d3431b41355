"""The modules that a node loads. Everything else stays out: less to start, less to attack."""

from typing import Final

CORE: Final = (
    "res_timing_timerfd.so", "res_crypto.so", "res_srtp.so", "res_rtp_asterisk.so", "res_musiconhold.so",
    "chan_bridge_media.so",
    "res_sorcery_config.so", "res_sorcery_astdb.so", "res_sorcery_memory.so",
    "res_sorcery_memory_cache.so",
    "bridge_simple.so", "bridge_softmix.so", "bridge_native_rtp.so", "bridge_holding.so",
)  # fmt: skip
#: opus, g722, alaw and ulaw on the wire; gsm and wav in files
CODECS: Final = (
    "codec_alaw.so", "codec_ulaw.so", "codec_a_mu.so", "codec_g722.so", "codec_gsm.so", "codec_opus_open_source.so",
    "codec_resample.so", "format_gsm.so", "format_pcm.so", "format_sln.so", "format_wav.so", "res_format_attr_opus.so",
)  # fmt: skip
SIP: Final = (
    "res_pjproject.so", "res_pjsip.so", "res_pjsip_session.so", "res_pjsip_pubsub.so", "chan_pjsip.so",
    "res_pjsip_sdp_rtp.so",
    "res_pjsip_authenticator_digest.so", "res_pjsip_outbound_authenticator_digest.so",
    "res_pjsip_endpoint_identifier_user.so", "res_pjsip_endpoint_identifier_ip.so",
    "res_pjsip_registrar.so", "res_pjsip_outbound_registration.so", "res_pjsip_path.so",
    "res_pjsip_caller_id.so", "res_pjsip_diversion.so", "res_pjsip_header_funcs.so", "res_pjsip_rfc3326.so",
    "res_pjsip_nat.so", "res_pjsip_dtmf_info.so", "res_pjsip_empty_info.so", "res_pjsip_dlg_options.so",
    "res_pjsip_acl.so", "res_pjsip_logger.so", "res_http_websocket.so", "res_pjsip_transport_websocket.so",
)  # fmt: skip
STASIS: Final = (
    "res_stasis.so", "res_stasis_answer.so", "res_stasis_playback.so", "res_stasis_recording.so", "res_stasis_snoop.so",
    "res_stasis_device_state.so", "app_stasis.so", "res_stasis_broadcast.so", "app_stasis_broadcast.so",
    "res_websocket_client.so",
    "res_ari.so", "res_ari_model.so", "res_ari_applications.so", "res_ari_asterisk.so", "res_ari_bridges.so",
    "res_ari_channels.so", "res_ari_endpoints.so", "res_ari_events.so", "res_ari_playbacks.so", "res_ari_recordings.so",
)  # fmt: skip
#: no application that could dial, and nothing that runs a shell or opens a file
DIALPLAN: Final = (
    "pbx_config.so", "app_echo.so", "app_playback.so", "func_callerid.so", "func_channel.so", "func_hangupcause.so",
    "func_logic.so", "func_strings.so", "func_timeout.so",
)  # fmt: skip

MODULES: Final = (*CORE, *CODECS, *SIP, *STASIS, *DIALPLAN)
