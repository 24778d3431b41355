import { describe, expect, test } from "vitest";
import { BLANK, trunkOf } from "./trunk.model";

describe("a provider's letter", () => {
  test("with user name and password registers there and calls out there", () => {
    const letter = {
      ...BLANK,
      name: " Net ",
      server: "sip.net.example",
      username: "4940",
      password: "x y",
    };
    expect(trunkOf(letter)).toEqual({
      name: "Net",
      registration: { server: "sip.net.example", username: "4940", secret: "x y" },
      outbound_address: "sip.net.example:5060",
    });
  });

  test("keeps a port that it names", () => {
    expect(trunkOf({ ...BLANK, server: "sip.net.example:5080" }).outbound_address).toBe(
      "sip.net.example:5080",
    );
  });

  test("with addresses takes them however they are divided", () => {
    const letter = {
      ...BLANK,
      kind: "address" as const,
      addresses: "192.0.2.1, 192.0.2.2;198.51.100.0/28\n",
    };
    expect(trunkOf(letter).source_addresses).toEqual(["192.0.2.1", "192.0.2.2", "198.51.100.0/28"]);
  });

  test("of an own telephone system is a name with which it logs in", () => {
    expect(trunkOf({ ...BLANK, kind: "login", name: "PBX", username: "pbx" })).toEqual({
      name: "PBX",
      username: "pbx",
    });
  });
});
