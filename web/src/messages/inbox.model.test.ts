import { expect, it } from "vitest";
import { KEPT_MAX, withMessage, without, type Unread } from "./inbox.model";

const message = (id: number): Unread => ({
  id,
  text: `Text ${id}`,
  by: "Jonas",
  sentAt: id,
  toKind: "agent",
  sentTo: "",
});

it("keeps each message once, the newest first, until it is read", () => {
  let unread = withMessage([], message(1));
  unread = withMessage(unread, message(3));
  unread = withMessage(unread, message(2));
  expect(withMessage(unread, message(2))).toBe(unread);
  expect(unread.map((one) => one.id)).toEqual([3, 2, 1]);
  expect(without(unread, 3).map((one) => one.id)).toEqual([2, 1]);
});

it("does not grow without end on a desk that nobody sits at", () => {
  let unread: readonly Unread[] = [];
  for (let id = 1; id <= KEPT_MAX + 100; id++) unread = withMessage(unread, message(id));
  expect([unread.length, unread[0]?.id]).toEqual([KEPT_MAX, KEPT_MAX + 100]);
});
