import type { followUpsPage as english } from "../en/follow-ups-page";
import type { Translated } from "../catalogue";

export const followUpsPage: Translated<typeof english> = {
  "followUp.empty.others":
    "Hier ist nichts offen. Wählen Sie ein anderes Team, oder sehen Sie nach, was erledigt ist.",
  "followUp.empty.done": "In den letzten sieben Tagen wurde nichts erledigt.",
  "followUp.more": "Mehr zeigen",
  "followUp.whose": "Wessen",
  "followUp.mine": "Meine und die meiner Teams",
  "followUp.everybody": "Alle",
  "followUp.state": "Welche",
  "followUp.state.open": "Offen",
  "followUp.state.done": "Erledigt",
};
