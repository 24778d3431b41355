/** Messages of supervisors as they stand at the desk. */
export const inbox = {
  "messages.title": "Messages",
  "messages.from": "From {name}",
  "messages.toTeam": "to team {name}",
  "messages.toQueue": "to {name}",
  "messages.toAll": "to everybody",
  "messages.read": "Read",
  "messages.more": { one: "{count} more", other: "{count} more" },
  "messages.arrived": "Message from {name}: {text}",
  "messages.readFailed": "That it is read could not be said. Please try again.",
} as const;
