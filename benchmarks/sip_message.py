"""Just enough of SIP (RFC 3261) for a load generator: parse a message, build requests and responses. No media.

Our own because the phones we test with (pjsua2, SIPp) stamp events elsewhere, with jitter of their own; here the instant at which
a datagram leaves or arrives is taken in one process, for both sides of the comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SDP = (
    "v=0\r\no=- 1 1 IN IP4 {address}\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\nm=audio {port} RTP/AVP 8 101\r\n"
    "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n"
)
RTP_PORT = 9
"""The discard port: these phones send no audio and want none."""


@dataclass(slots=True)
class SipMessage:
    """`start` is the request or status line; header names are kept in lower case, repeated ones in order."""

    start: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""

    @property
    def status(self) -> int | None:
        return int(self.start[8:11]) if self.start.startswith("SIP/2.0 ") else None

    @property
    def method(self) -> str:
        return self.get("cseq").rpartition(" ")[2] if self.status is not None else self.start.partition(" ")[0]

    def get(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    def encode(self) -> bytes:
        lines = [self.start, *(f"{name}: {value}" for name, value in self.headers), f"content-length: {len(self.body)}"]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.body).encode()


def parse(datagram: bytes) -> SipMessage:
    head, _, body = datagram.decode(errors="replace").partition("\r\n\r\n")
    start, *lines = head.split("\r\n")
    headers: list[tuple[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name.lower().strip() != "content-length":
            headers.append((_LONG.get(name.lower().strip(), name.lower().strip()), value.strip()))
    return SipMessage(start, headers, body)


_LONG = {"v": "via", "f": "from", "t": "to", "i": "call-id", "m": "contact", "c": "content-type", "l": "content-length"}


def respond(request: SipMessage, status: int, reason: str, *, tag: str = "", contact: str = "", sdp: str = "") -> SipMessage:
    """Copies what section 8.2.6.2 wants copied; `tag` is added to To where it has none."""
    headers = [(name, value) for name, value in request.headers if name in ("via", "from", "call-id", "cseq", "record-route")]
    to = request.get("to")
    headers.append(("to", f"{to};tag={tag}" if tag and ";tag=" not in to else to))
    if contact:
        headers.append(("contact", f"<{contact}>"))
    if sdp:
        headers.append(("content-type", "application/sdp"))
    return SipMessage(f"SIP/2.0 {status} {reason}", headers, sdp)


def uri_in(value: str) -> str:
    """The address inside <...>, or the bare one before its parameters."""
    return value.partition("<")[2].partition(">")[0] if "<" in value else value.partition(";")[0]


def user_in(value: str) -> str:
    return uri_in(value).removeprefix("sip:").partition("@")[0]
