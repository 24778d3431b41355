import { describe, expect, it } from "vitest";
import { callsOf, wayOf } from "./ways.model";

describe("a number leads", () => {
  it("to the calls of today that it counts", () => {
    expect(callsOf("abandoned", 3)).toEqual({ period: "today", queue: 3, outcome: "abandoned" });
    expect(wayOf({ id: "t1", measure: "offered", queues: [] })).toEqual({
      kind: "calls",
      search: { period: "today" },
    });
  });
  it("to what is behind it beside the board, when that is people or several queues", () => {
    const panel = { kind: "panel", name: "tile:t1" };
    expect(wayOf({ id: "t1", measure: "waiting", queues: [3] })).toEqual(panel);
    expect(wayOf({ id: "t1", measure: "agents_ready", queues: [] })).toEqual(panel);
    expect(wayOf({ id: "t1", measure: "offered", queues: [3, 4] })).toEqual(panel);
  });
});
