import type { Change } from "@/api/configuration";

/** Everything that is wanted of one thing, in the order of the first change. */
export function byThing(changes: readonly Change[]): Change[][] {
  const things = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.kind}/${change.id}`;
    things.set(key, [...(things.get(key) ?? []), change]);
  }
  return [...things.values()];
}
