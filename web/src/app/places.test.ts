import { expect, it } from "vitest";
import type { Me } from "@/api/session";
import { mayOpen, placeOf, placesFor, startFor } from "./places";

const person = (
  role: Me["user"]["role"],
  permissions: Me["permissions"],
  isAgent: boolean,
): Me => ({
  user: { id: 1, username: "u", name: "U", role, language: "en", theme: "system" },
  agent: isAgent ? { id: 1, name: "U", queues: [] } : null,
  permissions,
});
const agent = person("agent", ["live.own", "interaction.own"], true);
const supervisor = person(
  "supervisor",
  ["live.own", "live.all", "interaction.any", "report.view", "configuration.view"],
  false,
);
const administrator = person(
  "administrator",
  ["live.own", "live.all", "interaction.any", "report.view", "configuration.view"],
  false,
);

it("shows each role its own doors", () => {
  expect(placesFor(agent).map((place) => place.key)).toEqual([
    "desk",
    "wallboard",
    "calls",
    "follow-ups",
  ]);
  expect(placesFor(supervisor).map((place) => place.key)).toEqual([
    "wallboard",
    "floor",
    "calls",
    "follow-ups",
    "reports",
    "admin",
  ]);
});

it("starts each role where it works", () => {
  expect([agent, supervisor, administrator].map(startFor)).toEqual([
    "/desk",
    "/wallboard",
    "/admin",
  ]);
});

it("starts a supervisor who has a phone at the wall, too", () => {
  const withPhone = person("supervisor", supervisor.permissions, true);
  expect([startFor(withPhone), mayOpen(withPhone, "/desk")]).toEqual(["/wallboard", true]);
});

it("keeps the other doors shut", () => {
  expect(mayOpen(agent, "/admin/queues")).toBe(false);
  expect(mayOpen(supervisor, "/desk")).toBe(false);
  expect(mayOpen(agent, "/styleguide")).toBe(true);
});

it.each([
  ["/calls", "calls"],
  ["/calls/1.2", "calls"],
  ["/admin/queues/new", "admin"],
  ["/follow-ups", "follow-ups"],
  ["/callsign", undefined],
  ["/", undefined],
])("the path %s belongs to %s", (path, key) => {
  expect(placeOf(path)?.key).toBe(key);
});
