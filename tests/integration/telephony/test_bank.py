"""The bank of phones itself: what its users rely on."""

from telephony.softphones import protocol as p
from telephony.softphones.bank import open_bank

ROUNDS = 6


async def test_a_phone_added_right_after_another_went_can_call() -> None:
    async with open_bank("127.0.0.24") as answering, open_bank("127.0.0.25") as bank:
        uri = f"sip:desk@127.0.0.24:{answering.port}"
        await answering.add_phone(p.AddPhone(phone="desk", uri=uri, answer_after_ms=0))
        bank.order(p.AddPhone(phone="phone0", uri="sip:phone0@127.0.0.25"))
        bank.order(p.PlaceCall(phone="phone0", call="call0", uri=uri))
        for number in range(1, ROUNDS):
            await bank.call_reaches(f"call{number - 1}", p.CallState.CONFIRMED)
            bank.order(p.HangUpCall(call=f"call{number - 1}"))
            await bank.call_reaches(f"call{number - 1}", p.CallState.DISCONNECTED)
            # In one breath, so that the number of the phone that goes is the number of the one that comes.
            bank.order(p.RemovePhone(phone=f"phone{number - 1}"))
            bank.order(p.AddPhone(phone=f"phone{number}", uri=f"sip:phone{number}@127.0.0.25"))
            bank.order(p.PlaceCall(phone=f"phone{number}", call=f"call{number}", uri=uri))
        last = await bank.wait(p.CallChanged, lambda said: said.call == f"call{ROUNDS - 1}" and said.state is not p.CallState.CALLING)
        assert last.code < 400, last
