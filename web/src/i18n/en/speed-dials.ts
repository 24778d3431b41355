/** Numbers that everybody finds by name. */
export const speedDials = {
  "admin.speed-dials": "Speed dial",
  "admin.speed-dials.one": "Number",
  "admin.speed-dials.add": "New number",
  "admin.speed-dials.number": "Telephone number",
  "admin.speed-dials.numberHint": "As one dials it here, or with + and the country.",
  "admin.speed-dials.note": "Note",
  "admin.speed-dials.noteHint": "Its words are searched, too.",
  "admin.speed-dials.teach": "Numbers outside, by name",
  "admin.speed-dials.teach.1":
    "Agents find them by a few letters when they dial, ask or transfer. Whether a number may be dialled is decided by the dialling rules.",
  "admin.speed-dials.remove": "Agents no longer find it.",
} as const;
