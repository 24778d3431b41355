from benchmarks.sip_message import SipMessage, parse, respond, uri_in, user_in

INVITE = (
    "INVITE sip:a1@127.0.0.3:5070 SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r\n"
    "v: SIP/2.0/UDP 127.0.0.9:5060;branch=z9hG4bK2\r\n"
    'f: "Ann" <sip:+4940@127.0.0.1>;tag=x\r\n'
    "To: <sip:a1@127.0.0.3>\r\n"
    "i: c1\r\n"
    "CSeq: 7 INVITE\r\n"
    "Content-Length: 4\r\n\r\nv=0\n"
)


def test_a_request_is_read_with_short_and_long_header_names() -> None:
    message = parse(INVITE.encode())
    assert (message.status, message.method, message.body) == (None, "INVITE", "v=0\n")
    assert message.get("call-id") == "c1"
    assert [via[-1] for via in message.all("via")] == ["1", "2"]


def test_a_response_is_known_by_the_request_that_it_answers() -> None:
    message = parse(b"SIP/2.0 180 Ringing\r\nCSeq: 7 INVITE\r\n\r\n")
    assert (message.status, message.method) == (180, "INVITE")


def test_a_response_copies_what_rfc_3261_wants_and_adds_a_tag_once() -> None:
    answer = respond(parse(INVITE.encode()), 200, "OK", tag="mine", contact="sip:a1@127.0.0.3:5070")
    assert [len(answer.all(name)) for name in ("via", "from", "call-id", "cseq")] == [2, 1, 1, 1]
    assert answer.get("to") == "<sip:a1@127.0.0.3>;tag=mine"
    again = SipMessage("x", [("to", answer.get("to"))])
    assert respond(again, 200, "OK", tag="other").get("to") == answer.get("to")


def test_what_is_written_can_be_read() -> None:
    message = parse(INVITE.encode())
    assert parse(message.encode()) == message


def test_an_address_is_found_with_and_without_brackets() -> None:
    assert uri_in('"Ann" <sip:+4940@host>;tag=x') == "sip:+4940@host"
    assert uri_in("sip:a@host;tag=x") == "sip:a@host"
    assert user_in("<sip:a@host>") == "a"
