import { expect, it } from "vitest";
import { leftToSend } from "./compose.model";

it("keeps what is typed while a message is on its way, and only that", () => {
  expect(leftToSend("Please log in.", "Please log in.")).toBe("");
  expect(leftToSend("Please log in.", "Please log in. Now")).toBe("Now");
  expect(leftToSend("Please log in.", "Never mind")).toBe("Never mind");
});
