"""Which intent is asked for at which address. SetPresence is `PUT /agents/{id}/presence`, OpenInteraction `POST /interactions`."""

from __future__ import annotations

from django.urls import path

from ccplatform.intents.api import serializers as s
from ccplatform.intents.api.views import CallbacksView, CallbackView, ClosingView, EveryQueueClosingView, address_of
from contracts import intents as i

OF_INTERACTION = {
    "hold": address_of(i.Hold),
    "resume": address_of(i.Resume),
    "hang-up": address_of(i.HangUpInteraction),
    "pause-recording": address_of(i.PauseRecording),
    "continue-recording": address_of(i.ContinueRecording),
    "digits": address_of(i.SendDigits, s.DigitsSerializer),
    "transfer": address_of(i.Transfer, s.TargetedSerializer),
    "consult": address_of(i.Consult, s.TargetedSerializer),
    "switch-consult": address_of(i.SwitchConsult, s.SwitchSerializer),
    "end-consult": address_of(i.EndConsult),
    "complete-transfer": address_of(i.CompleteTransfer),
    "start-conference": address_of(i.StartConference),
    "hand-over": address_of(i.HandOver, s.HandOverSerializer),
    "remove-party": address_of(i.RemoveParty, s.PartySerializer),
    "monitor": address_of(i.Monitor, s.MonitorSerializer),
    "stop-monitoring": address_of(i.StopMonitoring),
    "take-over": address_of(i.TakeOver),
    "pick": address_of(i.Pick),
    "priority": address_of(i.SetPriority, s.PrioritySerializer),
    "label": address_of(i.SetLabel, s.ChosenLabelSerializer),
    "callback": address_of(i.RequestCallback, s.CallbackRequestSerializer),
    "finish-wrap-up": address_of(i.FinishWrapUp),
    "extend-wrap-up": address_of(i.ExtendWrapUp),
    "request-wrap-up": address_of(i.RequestWrapUp),
    "close": address_of(i.CloseInteraction),
}

urlpatterns = [
    *(path(f"interactions/<str:interaction>/{word}", view, name=f"interaction-{word}") for word, view in OF_INTERACTION.items()),
    path("offers/<str:offer>/accept", address_of(i.AcceptOffer), name="offer-accept"),
    path("offers/<str:offer>/decline", address_of(i.DeclineOffer), name="offer-decline"),
    path("dial", address_of(i.Dial, s.DialSerializer), name="dial"),
    path("callbacks", CallbacksView.as_view(), name="callbacks"),
    path("callbacks/<str:callback>", CallbackView.as_view(), name="callback"),
    path("queues/closing", EveryQueueClosingView.as_view(), name="every-queue-closing"),
    path("queues/<int:queue>/closing", ClosingView.as_view(), name="queue-closing"),
]
