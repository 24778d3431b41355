import type { Translated } from "../catalogue";
import type { limits as english } from "../en/limits";

export const limits: Translated<typeof english> = {
  "admin.limits": "Grenzen",
  "limits.lead":
    "Alles hat eine Grenze, damit ein Ansturm niemand anderem schadet. Wo eine erreicht wird, erfährt es der Anrufer oder wer gefragt hat; hier steht, wie nahe das Center daran ist.",
  "limits.what": "Was",
  "limits.most": "Höchstens",
  "limits.used": "Jetzt",
  "limits.used.formula": "So viel davon ist gerade belegt; – wo das nicht bekannt ist",
  "limits.met": "Erreicht in 7 Tagen",
  "limits.met.formula":
    "Wie oft sie in den letzten sieben Tagen jemanden abwies; – wo das nicht gezählt wird",
  "limits.empty": "Keine Grenze bekannt",
  "limits.group.floor": "Vermittlung",
  "limits.group.queues": "Warteschlangen",
  "limits.group.configuration": "Konfiguration",
  "limits.group.work": "Arbeit im Hintergrund",
  "limits.group.requests": "Anfragen",
};
