import { expect, it } from "vitest";
import { address, ApiError, csrfToken } from "./client";

it("leaves out parameters without a value and escapes the rest", () => {
  expect(
    address("/contacts", { search: "a&b", number: "+49 40", cursor: null, limit: 20, x: "" }),
  ).toBe("/api/v1/contacts?search=a%26b&number=%2B49+40&limit=20");
});

it("finds the CSRF token among other cookies", () => {
  expect(csrfToken("a=1; csrftoken=abc; b=2")).toBe("abc");
  expect(csrfToken("xcsrftoken=no")).toBe("");
});

it("says in an error what the server said", () => {
  const error = new ApiError({ status: 409, code: "not_ready", detail: "The agent is away." });
  expect([error.message, error.status]).toEqual(["The agent is away.", 409]);
});
