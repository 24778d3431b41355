/** Parts of a page that are fetched when they are first needed, also when the server is away at that moment. */
import { lazy, type ComponentType, type LazyExoticComponent } from "react";

const PAUSE_MS_FIRST = 500;
const PAUSE_MS_MAX = 5_000;
/** The page itself comes first. */
const AHEAD_MS = 2_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Loads until it has succeeded, with growing pauses: a call that runs must not lose its page because the web process was restarting
 * just then. A browser fetches a module anew when its last attempt failed (HTML standard, "fetch a single module script").
 */
export async function persistently<T>(load: () => Promise<T>, wait = pause): Promise<T> {
  for (let next = PAUSE_MS_FIRST; ; next = Math.min(next * 2, PAUSE_MS_MAX)) {
    try {
      return await load();
    } catch {
      await wait(next);
    }
  }
}

/**
 * A component of its own file. What stands around it stays usable while the file is on its way; put it into a `Suspense`. `ahead`
 * fetches it as soon as the page has time, for what an agent may need while the server is away.
 */
export function later<P>(
  load: () => Promise<ComponentType<P>>,
  ahead = false,
): LazyExoticComponent<ComponentType<P>> {
  let part: Promise<ComponentType<P>> | null = null;
  const once = () => (part ??= persistently(load));
  if (ahead) setTimeout(() => void once(), AHEAD_MS);
  return lazy(async () => ({ default: await once() }));
}
