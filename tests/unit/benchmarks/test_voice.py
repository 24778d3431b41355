import asyncio

from benchmarks.voice import Voice


async def test_a_voice_is_known_by_what_it_says_and_silent_when_closed() -> None:
    ear, mouth = await Voice.open("127.0.0.1", 1), await Voice.open("127.0.0.1", 0x42)
    heard: asyncio.Queue[int] = asyncio.Queue()
    ear.on_heard = lambda sample, at: heard.put_nowait(sample)
    mouth.speak(ear.sdp)
    async with asyncio.timeout(30):
        assert [await heard.get() for _ in range(3)] == [0x42] * 3
    mouth.close()
    ear.close()


async def test_music_is_nobodys_voice() -> None:
    ear = await Voice.open("127.0.0.1", 1)
    heard: list[int] = []
    ear.on_heard = lambda sample, at: heard.append(sample)
    head = bytes([0x80, 8, *[0] * 10])
    for packet in (head + b"\x01\x02", head + b"\x07\x07", bytes([0x80, 0, *[0] * 10]) + b"\x09", head):
        ear.datagram_received(packet, ("127.0.0.1", 9))
    ear.close()
    assert heard == [7]
