/** Last week, replayed with a queue's form. */
export const replay = {
  "replay.title": "Last week with this",
  "replay.text":
    "Each recorded day of the last week is run again through the real routing: as it was, and with what this form changes of what is in use.",
  "replay.run": { one: "Replay {count} day", other: "Replay {count} days" },
  "replay.same": "Nothing that a replay could show differs from what is in use.",
  "replay.left": "A replay cannot show: {fields}.",
  "replay.other": "other rules",
  "replay.failed": "The replay stopped",
  "replay.stale": "The form has changed since this replay",
  "replay.nobody": "Nobody came to this queue on these days.",
  "replay.callers": { one: "{count} caller", other: "{count} callers" },
  "replay.together": "Together",
  "replay.together.formula":
    "Mean of the days, each by its callers. A percentile of several days is no mean of theirs.",
  "replay.honest":
    "Service level in the reports {recorded}, in the unchanged replay {replayed}: so far a replay may be off.",
  "replay.sides": "As it was → with this",
  "replay.byDay": "Day by day",
  "replay.live": "Differs from what is in use",
  "replay.live.same": "Nothing in this queue.",
} as const;
