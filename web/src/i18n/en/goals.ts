/** Setting goals. */
export const goals = {
  "admin.goals": "Goals",
  "admin.goals.one": "Goal",
  "admin.goals.add": "New goal",
  "admin.goals.what": "What is to be reached",
  "admin.goals.measure": "Number",
  "admin.goals.aim": "Good is",
  "admin.goals.at_most": "at most the target",
  "admin.goals.at_least": "at least the target",
  "admin.goals.at_most.short": "at most {target}",
  "admin.goals.at_least.short": "at least {target}",
  "admin.goals.target": "Target",
  "admin.goals.warn": "Warns from",
  "admin.goals.warnHint":
    "Between the target and here the number stays quiet. Empty: it warns as soon as the target is missed.",
  "admin.goals.whom": "For whom",
  "admin.goals.reach": "For",
  "admin.goals.reachHint":
    "An agent's own goal comes before the team's, and that before everybody's.",
  "admin.goals.reach.everybody": "everybody",
  "admin.goals.reach.team": "Team",
  "admin.goals.reach.agent": "Agent",
  "admin.goals.teach": "What a good day is",
  "admin.goals.teach.1":
    "A goal stands as a tick beside the number in My day, at the desk of everybody whom it is for.",
  "admin.goals.teach.2":
    "Sums such as calls handled are on their way until they are reached; averages are judged all day. History keeps who set what.",
  "admin.goals.remove": "It disappears from the desks; the history keeps it.",
} as const;
