/** Administration of outcomes: the tree of dispositions and the fields beside them. */
export const outcomes = {
  "admin.dispositions.parent": "Below",
  "admin.dispositions.parent.hint": "Groups stand as columns on the desk, three levels at most",
  "admin.dispositions.parent.none": "on its own, in the first column",
  "admin.dispositions.noteRequired": "Needs a note",
  "admin.dispositions.noteRequired.hint": "For an outcome that says nothing by itself",
  "admin.dispositions.teach.2":
    "What has others below it is a group: agents choose it and then one of its own. Of a group that a queue does not show, nothing is shown.",
  "admin.outcome-fields": "Wrap-up fields",
  "admin.outcome.one": "Wrap-up field",
  "admin.outcome.add": "New wrap-up field",
  "admin.outcome.what": "What is filled in",
  "admin.outcome.kind": "Kind",
  "admin.outcome.kind.text": "Text",
  "admin.outcome.kind.number": "Number",
  "admin.outcome.kind.date": "Date",
  "admin.outcome.kind.choice": "Choice",
  "admin.outcome.kind.yes_no": "Yes or no",
  "admin.outcome.kind.payment": "Payment (card number): the recording pauses",
  "admin.outcome.unit": "Unit",
  "admin.outcome.unit.hint": "Stands behind the number: €, kWh",
  "admin.outcome.options": "Options",
  "admin.outcome.options.hint": "One per line, as agents see them",
  "admin.outcome.required": "Required",
  "admin.outcome.required.hint": "Agents cannot save without it",
  "admin.outcome.teach": "What a wrap-up field is",
  "admin.outcome.teach.1":
    "Something that this center wants to know after a call, beside how it ended: a meter reading, a date, yes or no. A field stands at the queues it is for; where it is required, saving leads to it.",
  "admin.outcome.remove":
    "Answers that were given stay with their calls; nobody can fill it in any more.",
} as const;
