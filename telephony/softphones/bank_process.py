"""The bank's own process: `python -m telephony.softphones.bank_process BIND_ADDRESS PORT`, orders on stdin, events on stdout.

All of pjsua2 runs on the main thread (telephony.md: callbacks wrapped, temporaries kept, things ended in order, or it aborts).
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any

import msgspec
import pjsua2 as pj

from telephony.softphones import protocol as p

POLL_MS = 5
LOG_LEVEL = 1
CALLS_MAX = protocol_calls_max = p.CALLS_MAX
CODEC_PRIORITIES = {"PCMA": 140, "PCMU": 130, "G722": 120}
"""What desk phones and trunks speak; everything else is off."""

_STATES = {
    pj.PJSIP_INV_STATE_CALLING: p.CallState.CALLING,
    pj.PJSIP_INV_STATE_INCOMING: p.CallState.INCOMING,
    pj.PJSIP_INV_STATE_EARLY: p.CallState.EARLY,
    pj.PJSIP_INV_STATE_CONFIRMED: p.CallState.CONFIRMED,
    pj.PJSIP_INV_STATE_DISCONNECTED: p.CallState.DISCONNECTED,
}


# The library prints on file descriptor 1 whatever its log level: events get a descriptor of their own, its words go to stderr.
_events = os.fdopen(os.dup(1), "wb", buffering=0)


def say(event: p.Said) -> None:
    _events.write(msgspec.json.encode(event) + b"\n")


def guarded(name: str, action: Callable[[], None]) -> None:
    """A Python error inside a callback would cross C++ frames and abort the process: it is said instead."""
    try:
        action()
    except (pj.Error, RuntimeError, ValueError, KeyError, OSError) as error:
        detail = error.info() if isinstance(error, pj.Error) else str(error)
        say(p.OrderFailed(order=name, detail=detail))


def headers_of(message: str) -> dict[str, str]:
    """Header fields of a SIP message as text; a repeated field keeps its first value."""
    found: dict[str, str] = {}
    for line in message.split("\r\n")[1:]:
        if not line:
            break
        name, _, value = line.partition(":")
        found.setdefault(name.strip(), value.strip())
    return found


class BankCall(pj.Call):  # type: ignore[misc]  # the wheel has no types
    """One dialog: plays its sound and records what it hears as soon as media flows."""

    def __init__(self, phone: BankPhone, name: str, sound: p.Sound, record: str, call_id: int = pj.PJSUA_INVALID_ID) -> None:
        super().__init__(phone, call_id)
        self.phone, self.name, self.sound, self.record = phone, name, sound, record
        self.source: Any = None
        self.recorder: Any = None

    def onCallState(self, prm: Any) -> None:  # pjsua2 calls it by this name
        guarded("call_state", self._state_changed)

    def _state_changed(self) -> None:
        info = self.getInfo()
        state = _STATES.get(info.state)
        if state is None:
            return
        if state is p.CallState.DISCONNECTED:
            self._release()
            self.phone.bank.forget(self)
        say(p.CallChanged(phone=self.phone.name, call=self.name, state=state, code=info.lastStatusCode, reason=info.lastReason))

    def onCallMediaState(self, prm: Any) -> None:
        guarded("media_state", self._media_changed)

    def _media_changed(self) -> None:
        info = self.getInfo()  # kept: iterating info.media of a temporary reads freed memory
        for media in info.media:
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
                self._connect(self.getAudioMedia(media.index))
                codec = self.getStreamInfo(media.index).codecName
                say(p.MediaFlows(phone=self.phone.name, call=self.name, codec=codec))

    def _connect(self, audio: Any) -> None:
        if self.source is None and self.sound.file:
            self.source = pj.AudioMediaPlayer()
            self.source.createPlayer(self.sound.file)
        if self.source is None and self.sound.tone_hz:
            self.source = pj.ToneGenerator()
            self.source.createToneGenerator()
            tone = pj.ToneDesc()
            tone.freq1, tone.freq2, tone.on_msec, tone.off_msec = self.sound.tone_hz, 0, 1000, 0
            self.source.play([tone], True)
        if self.source is not None:
            self.source.startTransmit(audio)
        if self.record and self.recorder is None:
            self.recorder = pj.AudioMediaRecorder()
            self.recorder.createRecorder(self.record)
        if self.recorder is not None:
            audio.startTransmit(self.recorder)

    def _release(self) -> None:
        self.source = None
        self.recorder = None  # closes the file


class BankPhone(pj.Account):  # type: ignore[misc]  # the wheel has no types
    def __init__(self, bank: Bank, order: p.AddPhone) -> None:
        super().__init__()
        self.bank, self.name, self.order = bank, order.phone, order
        self.calls_in = 0

    def onRegState(self, prm: Any) -> None:
        guarded("register", lambda: say(p.PhoneRegistered(phone=self.name, code=prm.code, active=self.getInfo().regIsActive)))

    def onIncomingCall(self, prm: Any) -> None:
        guarded("incoming", lambda: self._rang(prm))

    def _rang(self, prm: Any) -> None:
        self.calls_in += 1
        name = f"{self.name}/{self.calls_in}"
        record = self.order.record.replace("{call}", name.replace("/", "-"))
        call = BankCall(self, name, self.order.sound, record, prm.callId)
        self.bank.calls[name] = call
        remote = call.getInfo().remoteUri
        say(p.CallRang(phone=self.name, call=name, remote=remote, headers=headers_of(prm.rdata.wholeMsg)))
        ringing = pj.CallOpParam()
        ringing.statusCode = pj.PJSIP_SC_RINGING
        call.answer(ringing)
        if self.order.answer_after_ms is not None:
            self.bank.later(self.order.answer_after_ms, lambda: self.bank.answer(p.AnswerCall(call=name)))


class Bank:
    """The phones and calls of this process."""

    def __init__(self, endpoint: Any, address: str) -> None:
        self.endpoint, self.address = endpoint, address
        self.phones: dict[str, BankPhone] = {}
        self.gone: list[BankPhone] = []
        self.calls: dict[str, BankCall] = {}
        self.ended: list[BankCall] = []
        self.timers: list[threading.Timer] = []
        self.orders: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def later(self, after_ms: int, action: Callable[[], None]) -> None:
        timer = threading.Timer(after_ms / 1000, lambda: self.orders.put(action))
        timer.daemon = True
        timer.start()

    def forget(self, call: BankCall) -> None:
        """Destroying a call inside its own callback aborts: the poll loop does it."""
        self.calls.pop(call.name, None)
        self.ended.append(call)

    def add(self, order: p.AddPhone) -> None:
        config = pj.AccountConfig()
        config.idUri = order.uri
        if order.registrar:
            config.regConfig.registrarUri = order.registrar
            config.regConfig.retryIntervalSec = 2
        else:
            config.regConfig.registerOnAdd = False
        if order.username:
            config.sipConfig.authCreds.append(pj.AuthCredInfo("digest", "*", order.username, 0, order.secret))
        config.mediaConfig.transportConfig.boundAddress = self.address
        config.mediaConfig.transportConfig.publicAddress = self.address
        config.mediaConfig.transportConfig.port = 0  # any free one: many banks share a machine
        phone = BankPhone(self, order)
        phone.create(config, not self.phones)
        self.phones[order.phone] = phone
        say(p.PhoneAdded(phone=order.phone))

    def place(self, order: p.PlaceCall) -> None:
        call = BankCall(self.phones[order.phone], order.call, order.sound, order.record)
        self.calls[order.call] = call
        try:
            call.makeCall(order.uri, pj.CallOpParam(True))
        except pj.Error as error:
            # A call that never was must not be touched again: the library asserts on it.
            self.forget(call)
            say(p.CallChanged(phone=order.phone, call=order.call, state=p.CallState.DISCONNECTED, code=503, reason=error.reason))

    def answer(self, order: p.AnswerCall) -> None:
        call = self.calls.get(order.call)
        if call is None:
            return  # the caller was faster
        operation = pj.CallOpParam()
        operation.statusCode = order.code
        call.answer(operation)

    def hang_up(self, order: p.HangUpCall) -> None:
        call = self.calls.get(order.call)
        if call is not None:
            call.hangup(pj.CallOpParam())

    def digits(self, order: p.SendDigits) -> None:
        self.calls[order.call].dialDtmf(order.digits)

    def remove(self, order: p.RemovePhone) -> None:
        # Destroying it would end its account once more, by a number that another phone may have got meanwhile: it is kept.
        phone = self.phones.pop(order.phone)
        phone.shutdown()
        self.gone.append(phone)

    def carry_out(self, order: p.Order) -> None:
        match order:
            case p.AddPhone():
                self.add(order)
            case p.PlaceCall():
                self.place(order)
            case p.AnswerCall():
                self.answer(order)
            case p.HangUpCall():
                self.hang_up(order)
            case p.SendDigits():
                self.digits(order)
            case p.RemovePhone():
                self.remove(order)

    def close(self) -> None:
        self.endpoint.hangupAllCalls()
        for _ in range(20):
            self.endpoint.libHandleEvents(POLL_MS)
        self.ended.clear()
        self.calls.clear()
        for phone in self.phones.values():
            phone.shutdown()
        self.phones.clear()
        self.endpoint.libDestroy()


def start(address: str, port: int) -> tuple[Any, int]:
    endpoint = pj.Endpoint()
    endpoint.libCreate()
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.uaConfig.maxCalls = p.CALLS_MAX
    config.logConfig.level = LOG_LEVEL
    config.logConfig.consoleLevel = LOG_LEVEL
    config.medConfig.noVad = True
    config.medConfig.ecTailLen = 0
    endpoint.libInit(config)
    transport = pj.TransportConfig()
    transport.port, transport.boundAddress = port, address
    transport.publicAddress = address
    identifier = endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
    endpoint.libStart()
    endpoint.audDevManager().setNullDev()
    for codec in endpoint.codecEnum2():
        endpoint.codecSetPriority(codec.codecId, CODEC_PRIORITIES.get(codec.codecId.partition("/")[0], 0))
    name = endpoint.transportGetInfo(identifier).localName
    return endpoint, int(name.rpartition(":")[2])


def main(arguments: list[str]) -> int:
    os.dup2(2, 1)
    endpoint, port = start(arguments[0], int(arguments[1]))
    bank = Bank(endpoint, arguments[0])
    decoder = msgspec.json.Decoder(p.Order)
    quit_asked = threading.Event()

    def read_orders() -> None:
        for line in sys.stdin.buffer:
            order = decoder.decode(line)
            if isinstance(order, p.Quit):
                break
            bank.orders.put(lambda order=order: bank.carry_out(order))  # type: ignore[misc]  # bound now
        quit_asked.set()

    threading.Thread(target=read_orders, daemon=True).start()
    say(p.BankStarted(port=port))
    while not quit_asked.is_set():
        endpoint.libHandleEvents(POLL_MS)
        bank.ended.clear()
        while not bank.orders.empty():
            guarded("order", bank.orders.get())
    bank.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
