/** What everything may be at most. */
export const limits = {
  "admin.limits": "Limits",
  "limits.lead":
    "Everything has a limit, so that one crowd harms nobody else. Where one is met, the caller or the person asking is told; here stands how near the center is to that.",
  "limits.what": "What",
  "limits.most": "At most",
  "limits.used": "Now",
  "limits.used.formula": "As much of it is used at this moment; – where that is not known",
  "limits.met": "Met in 7 days",
  "limits.met.formula":
    "How often it turned somebody away in the last seven days; – where that is not counted",
  "limits.empty": "No limit is told",
  "limits.group.floor": "The floor",
  "limits.group.queues": "Queues",
  "limits.group.configuration": "Configuration",
  "limits.group.work": "Work in the background",
  "limits.group.requests": "Requests",
} as const;
