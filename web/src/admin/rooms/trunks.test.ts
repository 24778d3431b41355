import { expect, it } from "vitest";
import { unflatten } from "./trunks";

it("leaves the registration alone when nothing of it is sent", () => {
  expect(unflatten({ name: "A" })).toEqual({ name: "A" });
});

it("sends the registration whole, and no empty secret", () => {
  const flat = {
    registers: true,
    registration_server: "sip.example.net",
    registration_username: "u",
    registration_secret: "",
  };
  expect(unflatten(flat)).toEqual({
    registration: { server: "sip.example.net", username: "u" },
  });
  expect(unflatten({ ...flat, registration_secret: "s" })).toMatchObject({
    registration: { secret: "s" },
  });
});

it("takes the registration away", () => {
  expect(unflatten({ registers: false, registration_server: "x" })).toEqual({ registration: null });
});
