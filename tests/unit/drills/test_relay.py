import asyncio
import random

from drills.relay import relaying

HEAD = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"


def frame(text: str) -> bytes:
    body = text.encode()
    return bytes([0x81, len(body)]) + body if len(body) < 126 else bytes([0x81, 126]) + len(body).to_bytes(2, "big") + body


async def test_answers_keep_their_order_and_every_event_is_told_at_least_once() -> None:
    answers = [f'{{"type":"RESTResponse","n":{n}}}' for n in range(50)]
    events = [f'{{"type":"Event","n":{n},"more":"{"x" * 200}"}}' for n in range(50)]
    done = asyncio.Event()

    async def asterisk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD)
        for answer, event in zip(answers, events, strict=True):
            writer.write(frame(answer) + frame(event))
        await done.wait()
        writer.close()

    server = await asyncio.start_server(asterisk, "127.0.0.1", 0)
    async with server, relaying(server.sockets[0].getsockname()[:2], random.Random(1)) as relay:
        reader, writer = await asyncio.open_connection("127.0.0.1", relay.port)
        assert await reader.readuntil(b"\r\n\r\n") == HEAD
        heard: list[str] = []
        while len(heard) < 100 + relay.twice:
            kind, length = await reader.readexactly(2)
            assert kind == 0x81
            size = int.from_bytes(await reader.readexactly(2), "big") if length == 126 else length
            heard.append((await reader.readexactly(size)).decode())
        done.set()
        writer.close()
    assert [one for one in heard if "RESTResponse" in one] == answers
    told = [one for one in heard if "RESTResponse" not in one]
    assert set(told) == set(events)
    assert relay.twice > 0
    assert relay.late > 0
    assert told != events


async def test_a_cut_ends_every_connection() -> None:
    arrived, over = asyncio.Event(), asyncio.Event()

    async def asterisk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(5)
        arrived.set()
        await _rest(reader)
        over.set()
        writer.close()

    server = await asyncio.start_server(asterisk, "127.0.0.1", 0)
    async with server, relaying(server.sockets[0].getsockname()[:2]) as relay:
        reader, writer = await asyncio.open_connection("127.0.0.1", relay.port)
        writer.write(b"hello")
        await arrived.wait()
        relay.cut()
        assert await _rest(reader) == b""
        await over.wait()
        writer.close()


async def _rest(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read()
    except ConnectionError:
        return b""
