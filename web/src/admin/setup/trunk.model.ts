/** A provider's letter as a trunk. Independent of React. */
import type { Trunk } from "@/api/configuration";

export const TRUNK_KINDS = ["registration", "address", "login"] as const;
type TrunkKind = (typeof TRUNK_KINDS)[number];

export interface Letter {
  kind: TrunkKind;
  name: string;
  server: string;
  username: string;
  password: string;
  addresses: string;
  outbound: string;
}

export const BLANK: Letter = {
  kind: "registration",
  name: "",
  server: "",
  username: "",
  password: "",
  addresses: "",
  outbound: "",
};

/** With its port, as calls to the outside want it. */
const withPort = (server: string): string =>
  server === "" || /:\d+$/.test(server) ? server : `${server}:5060`;

/** What the server is sent. Whoever registers somewhere calls out there, too. */
export function trunkOf(letter: Letter): Partial<Trunk> {
  const name = letter.name.trim();
  if (letter.kind === "registration") {
    const server = letter.server.trim();
    return {
      name,
      registration: { server, username: letter.username.trim(), secret: letter.password },
      outbound_address: withPort(server),
    };
  }
  if (letter.kind === "address")
    return {
      name,
      source_addresses: letter.addresses
        .split(/[\s,;]+/)
        .map((one) => one.trim())
        .filter((one) => one !== ""),
      outbound_address: letter.outbound.trim(),
    };
  return { name, username: letter.username.trim() };
}
