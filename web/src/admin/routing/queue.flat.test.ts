import { expect, it } from "vitest";
import { flatRules, RULE_GROUPS, unflatQueue } from "./queue.flat";

it("keeps announcements and call-back as they were, there and back", () => {
  const rules = {
    announcements: {
      first_after_seconds: 5,
      every_seconds: 30,
      position: false,
      estimated_wait: true,
      comfort: [[{ language: "en", text: "Thank you." }]],
    },
    callback: null,
  };
  expect(unflatQueue(flatRules(rules))).toEqual(rules);
});

it("sends nothing of what was not touched", () => {
  expect(unflatQueue({ name: "Gas" })).toEqual({ name: "Gas" });
  expect(unflatQueue({ required_skills: [{ id: 1, level: 3 }] })).toEqual({
    required_skills: [{ skill: 1, level_min: 3 }],
  });
});

it("names every field of a rule in its group, so that rules are sent whole", () => {
  const flat = flatRules({ announcements: null, callback: null });
  expect(Object.keys(flat).sort()).toEqual(RULE_GROUPS.flat().sort());
});
