import type { Permission } from "@/contracts/contracts.gen";
import type { Me } from "@/api/session";

export interface Place {
  key: "desk" | "wallboard" | "floor" | "calls" | "follow-ups" | "contacts" | "reports" | "admin";
  to:
    | "/desk"
    | "/wallboard"
    | "/floor"
    | "/calls"
    | "/follow-ups"
    | "/contacts"
    | "/reports"
    | "/admin";
  /** Any of these lets one in. */
  needs: readonly Permission[];
}

/** The rail from top to bottom. Who may see what is decided by the server; this only hides doors that would not open. */
const PLACES: readonly Place[] = [
  { key: "desk", to: "/desk", needs: ["live.own"] },
  { key: "wallboard", to: "/wallboard", needs: ["live.all", "live.own"] },
  { key: "floor", to: "/floor", needs: ["live.all"] },
  { key: "calls", to: "/calls", needs: ["interaction.own", "interaction.any"] },
  { key: "follow-ups", to: "/follow-ups", needs: ["interaction.own", "interaction.any"] },
  { key: "contacts", to: "/contacts", needs: ["contact.view"] },
  { key: "reports", to: "/reports", needs: ["report.view"] },
  { key: "admin", to: "/admin", needs: ["configuration.view"] },
];

const mayEnter = (me: Me, place: Place): boolean =>
  place.needs.some((permission) => me.permissions.includes(permission)) &&
  // The desk is the room of people who take calls.
  (place.key !== "desk" || me.agent !== null);

export const placesFor = (me: Me): readonly Place[] =>
  PLACES.filter((place) => mayEnter(me, place));

/** Where one starts: agents at the desk, supervisors at the wall, administrators in their rooms. */
export function startFor(me: Me): Place["to"] {
  const open = placesFor(me).map((place) => place.to);
  if (me.user.role === "administrator" && open.includes("/admin")) return "/admin";
  // A supervisor may be an agent, too: the phone is there to listen in.
  if (me.user.role === "supervisor" && open.includes("/wallboard")) return "/wallboard";
  return open[0] ?? "/wallboard";
}

/** The place to which a path belongs; undefined where none does. */
export const placeOf = (path: string): Place | undefined =>
  PLACES.find((place) => path === place.to || path.startsWith(`${place.to}/`));

export const mayOpen = (me: Me, path: string): boolean => {
  const place = placeOf(path);
  return place === undefined || mayEnter(me, place);
};
