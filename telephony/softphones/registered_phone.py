"""A SIP desk phone that registers and answers by itself, on pyVoIP: `python -m telephony.softphones.registered_phone` < settings.json.

pyVoIP is good for just this: a phone that logs in, is called, and talks, in plain Python on any machine. It sends no DTMF, cannot be
probed with OPTIONS while it waits (its AOR needs qualify_frequency=0), and asks a second before it lets a call be answered.
The settings come on standard input, so that the secret is not in the list of processes.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import wave
from pathlib import Path

import msgspec
from pyVoIP.VoIP import CallState, InvalidStateError, PhoneStatus, VoIPCall, VoIPPhone

FRAME_SAMPLES = 160
"""20 ms at 8 kHz, what pyVoIP sends at a time."""
FRAME_SECONDS = 0.02


class PhoneSettings(msgspec.Struct, frozen=True, kw_only=True):
    """`address` is the phone's own; `sound` a WAV file, 16 bit mono 8 kHz, spoken in a loop."""

    server: str
    server_port: int
    username: str
    secret: str
    address: str
    port: int
    rtp_port_first: int
    rtp_port_last: int
    sound: str = ""


def eight_bit(path: str) -> bytes:
    """pyVoIP takes unsigned 8 bit samples at 8 kHz; the upper byte of each 16 bit sample is enough for a voice."""
    if not path:
        return bytes([0x80]) * FRAME_SAMPLES * 50
    with wave.open(str(Path(path)), "rb") as file:
        if file.getframerate() != 8000 or file.getnchannels() != 1 or file.getsampwidth() != 2:
            raise ValueError(f"{path}: a phone's sound must be 16 bit mono at 8 kHz")
        frames = file.readframes(file.getnframes())
    return bytes((upper + 0x80) & 0xFF for upper in frames[1::2])


class RegisteredPhone:
    """Talks until the other side hangs up; one call at a time is what an agent's phone gets."""

    def __init__(self, settings: PhoneSettings) -> None:
        self.stopping = threading.Event()
        self._voice = eight_bit(settings.sound)
        self._phone = VoIPPhone(
            settings.server,
            settings.server_port,
            settings.username,
            settings.secret,
            myIP=settings.address,
            callCallback=self._talk,
            sipPort=settings.port,
            rtpPortLow=settings.rtp_port_first,
            rtpPortHigh=settings.rtp_port_last,
        )

    def _talk(self, call: VoIPCall) -> None:
        try:
            call.answer()
            position = 0
            while call.state is CallState.ANSWERED and not self.stopping.is_set():
                call.write_audio(self._voice[position : position + FRAME_SAMPLES])
                position = (position + FRAME_SAMPLES) % max(FRAME_SAMPLES, len(self._voice) - FRAME_SAMPLES)
                call.read_audio(FRAME_SAMPLES, blocking=False)
                self.stopping.wait(FRAME_SECONDS)
        except InvalidStateError:
            pass  # the caller was gone before the answer

    def run(self) -> int:
        parent = os.getppid()
        self._phone.start()
        try:
            # A phone whose demo was killed must not go on ringing and holding its port.
            while not self.stopping.wait(1.0) and os.getppid() == parent:
                if self._phone.get_status() is PhoneStatus.FAILED:
                    return 1
        finally:
            self._phone.stop()
        return 0


def main() -> int:
    phone = RegisteredPhone(msgspec.json.decode(sys.stdin.buffer.read(), type=PhoneSettings))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: phone.stopping.set())
    code = phone.run()
    sys.stdout.flush()
    os._exit(code)  # pyVoIP's timers and receivers are threads that never end by themselves


if __name__ == "__main__":
    raise SystemExit(main())
