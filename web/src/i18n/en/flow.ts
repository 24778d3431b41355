/** Steps of a flow, and publishing it with other changes. */
export const flow = {
  "flow.label": "Label",
  "flow.label.hint": "Weighs the waiting, see Labels",
  "flow.skills": "Also required of the agent",
  "flow.skills.hint": "For callers of this step, beside what the queue requires",
  "flow.unpublished": "changes not published",
  "flow.collect": "Into a draft …",
  "flow.collect.text":
    "In a draft it waits as it is now, and comes into use with the draft's other changes, at once or at a set time.",
  "flow.collected": "{name} waits in the draft",
} as const;
