import { expect, it } from "vitest";
import { withCapacity } from "./capacity.model";

it("says only what is not as usual", () => {
  const chat = withCapacity([], "chat", { interactions_max: 5 });
  expect(chat).toEqual([{ medium: "chat", interactions_max: 5, interrupted_by: ["chat", "sms"] }]);
  expect(withCapacity(chat, "chat", { interactions_max: 3 })).toEqual([]);
  expect(withCapacity(chat, "voice", { interactions_max: 2 })).toHaveLength(2);
});

it("keeps what was said before, also where it is as usual", () => {
  const voice = { medium: "voice" as const, interactions_max: 1, interrupted_by: [] };
  expect(withCapacity([voice], "chat", { interactions_max: 5 })).toHaveLength(2);
});
