import { describe, expect, it } from "vitest";
import { Leftovers, typedSince } from "./typed.model";

describe("what is typed while a form is saved", () => {
  it("stays typed when the answer comes", () => {
    const sent = { name: "Billing" };
    expect(typedSince(sent, { name: "Billing and more", note: "x" })).toEqual({
      name: "Billing and more",
      note: "x",
    });
  });

  it("is nothing when nobody typed meanwhile", () => {
    const rules = [1, 2];
    expect(typedSince({ name: "Billing", rules }, { name: "Billing", rules })).toEqual({});
  });

  it("is everything when something else was sent, such as an undoing", () => {
    expect(typedSince({}, { name: "Billing" })).toEqual({ name: "Billing" });
  });

  it("counts a field that was emptied", () => {
    expect(typedSince({ name: "Billing" }, { name: "" })).toEqual({ name: "" });
    expect(typedSince<{ name: string | undefined }>({}, { name: undefined })).toEqual({
      name: undefined,
    });
  });
});

describe("what was typed into the form of a new thing", () => {
  const leftover = { typed: { name: "Billing and" }, field: "name" };

  it("waits for the form of the thing that it has become", () => {
    const waiting = new Leftovers<{ name?: string }>();
    waiting.leave("/queues/7", leftover);
    expect(waiting.look("/queues/8")).toBeNull();
    expect(waiting.look("/queues/7")).toEqual(leftover);
    expect(waiting.look("/queues/7")).toEqual(leftover);
    waiting.taken("/queues/7");
    expect(waiting.look("/queues/7")).toBeNull();
  });

  it("does not wait when there is none", () => {
    const waiting = new Leftovers<object>();
    waiting.leave("/queues/7", { typed: {}, field: "name" });
    expect(waiting.look("/queues/7")).toBeNull();
  });
});
