import { describe, expect, it } from "vitest";
import type { CallbackView, LiveCallback } from "@/contracts/contracts.gen";
import { byDue, cancelWish, progressOf } from "./callbacks.model";

const callback = (id: string, part: Partial<LiveCallback> = {}): CallbackView => ({
  live: {
    id,
    queue: 1,
    number: "+49405550100",
    first: "agent",
    origin: null,
    entered_at: 0,
    priority: 0,
    due_at: 0,
    name: "",
    note: "",
    language: "",
    for_agent: null,
    by: null,
    attempts: 0,
    interaction: null,
    ...part,
  },
  queue_name: "Billing DE",
  agent_name: "",
});

describe("call-backs", () => {
  it("stand in the order in which they are due", () => {
    const views = [callback("late", { due_at: 9 }), callback("b"), callback("a")];
    expect(byDue(views).map((one) => one.live.id)).toEqual(["a", "b", "late"]);
  });
  it("say how far they are", () => {
    expect(progressOf(callback("a", { due_at: 2_000_000 }), 1_000)).toBe("planned");
    expect(progressOf(callback("a", { due_at: 2_000_000 }), 3_000)).toBe("waiting");
    expect(progressOf(callback("a", { interaction: "i1" }), 3_000)).toBe("calling");
  });
  it("are called off until they are under way", () => {
    expect(cancelWish(callback("a"), 7)).toEqual({
      kind: "cancel_callback",
      agent: 7,
      callback: "a",
    });
    expect(cancelWish(callback("a", { interaction: "i1" }), 7)).toBeNull();
  });
});
