/** What a person has chosen for this browser. Independent of React. */

export type ThemeChoice = "system" | "light" | "dark";

export interface Preferences {
  readonly theme: ThemeChoice;
  readonly singleKeys: boolean;
}

const STORAGE_KEY = "ccplatform.preferences";
const DEFAULTS: Preferences = { theme: "system", singleKeys: true };

/** Reads what was stored; anything unreadable is as if nothing were stored. */
export function parsePreferences(raw: string | null): Preferences {
  let stored: unknown;
  try {
    stored = JSON.parse(raw ?? "null");
  } catch {
    return DEFAULTS;
  }
  if (typeof stored !== "object" || stored === null) return DEFAULTS;
  const { theme, singleKeys } = stored as Record<string, unknown>;
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    singleKeys: singleKeys !== false,
  };
}

export const themeFor = (choice: ThemeChoice, systemIsDark: boolean): "light" | "dark" =>
  choice === "system" ? (systemIsDark ? "dark" : "light") : choice;

type Listener = () => void;

class PreferenceStore {
  #current: Preferences | null = null;
  #listeners = new Set<Listener>();

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): Preferences =>
    (this.#current ??= parsePreferences(localStorage.getItem(STORAGE_KEY)));

  change(part: Partial<Preferences>): void {
    this.#current = { ...this.current(), ...part };
    localStorage.setItem(STORAGE_KEY, JSON.stringify(this.#current));
    for (const listener of this.#listeners) listener();
  }
}

export const preferences = new PreferenceStore();

/** Keeps `data-theme` of the document in step with the choice and the system. */
export function followTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    document.documentElement.dataset["theme"] = themeFor(
      preferences.current().theme,
      system.matches,
    );
  };
  system.addEventListener("change", apply);
  preferences.subscribe(apply);
  apply();
}
