import { expect, it } from "vitest";
import { persistently } from "./later";

it("asks again for a part that did not come, with longer pauses, until it has it", async () => {
  const pauses: number[] = [];
  let asked = 0;
  const part = await persistently(
    () =>
      ++asked < 6 ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve("part"),
    (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  );
  expect(part).toBe("part");
  expect(pauses).toEqual([500, 1000, 2000, 4000, 5000]);
});
