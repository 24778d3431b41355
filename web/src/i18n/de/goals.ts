import type { Translated } from "../catalogue";
import type { goals as english } from "../en/goals";

export const goals: Translated<typeof english> = {
  "admin.goals": "Ziele",
  "admin.goals.one": "Ziel",
  "admin.goals.add": "Neues Ziel",
  "admin.goals.what": "Was erreicht werden soll",
  "admin.goals.measure": "Zahl",
  "admin.goals.aim": "Gut ist",
  "admin.goals.at_most": "höchstens der Zielwert",
  "admin.goals.at_least": "mindestens der Zielwert",
  "admin.goals.at_most.short": "höchstens {target}",
  "admin.goals.at_least.short": "mindestens {target}",
  "admin.goals.target": "Zielwert",
  "admin.goals.warn": "Warnt ab",
  "admin.goals.warnHint":
    "Zwischen Zielwert und hier bleibt die Zahl ruhig. Leer: Sie warnt, sobald der Zielwert verfehlt ist.",
  "admin.goals.whom": "Für wen",
  "admin.goals.reach": "Für",
  "admin.goals.reachHint": "Ein eigenes Ziel geht vor dem des Teams, und das vor dem für alle.",
  "admin.goals.reach.everybody": "alle",
  "admin.goals.reach.team": "Team",
  "admin.goals.reach.agent": "Agent",
  "admin.goals.teach": "Was ein guter Tag ist",
  "admin.goals.teach.1":
    "Ein Ziel steht als Strich neben der Zahl in „Mein Tag“, am Arbeitsplatz von allen, für die es gilt.",
  "admin.goals.teach.2":
    "Summen wie bearbeitete Anrufe sind unterwegs, bis sie erreicht sind; Durchschnitte gelten den ganzen Tag. Die Historie behält, wer was gesetzt hat.",
  "admin.goals.remove": "Es verschwindet von den Arbeitsplätzen; die Historie behält es.",
};
