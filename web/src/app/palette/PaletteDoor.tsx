import { IconSearch } from "@tabler/icons-react";
import { Suspense, useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import { KeyCap, useKeys } from "@/ui";
import { later } from "@/ui/later";
import css from "./Palette.module.css";

const Palette = later(async () => (await import("./Palette")).Palette, true);

/** Whether the palette is open: several doors lead into the same one. */
class Door {
  #open = false;
  #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly isOpen = (): boolean => this.#open;

  set(open: boolean): void {
    this.#open = open;
    for (const listener of this.#listeners) listener();
  }
}

export const paletteDoor = new Door();

/** The palette itself, fetched when it is wanted for the first time; once in the page. */
export function PaletteHost() {
  const { t } = useI18n();
  const open = useSyncExternalStore(paletteDoor.subscribe, paletteDoor.isOpen);
  useKeys([
    {
      keys: "Ctrl+K",
      label: t("palette.title"),
      group: "everywhere",
      run: () => paletteDoor.set(true),
    },
  ]);
  if (!open) return null;
  return (
    <Suspense>
      <Palette onClose={() => paletteDoor.set(false)} />
    </Suspense>
  );
}

/** A field one can see; pressing it opens the palette. */
export function PaletteButton() {
  const { t } = useI18n();
  return (
    <button
      type="button"
      className={css.door}
      aria-haspopup="dialog"
      onClick={() => paletteDoor.set(true)}
    >
      <IconSearch size={16} stroke={1.6} aria-hidden />
      <span>{t("palette.door")}</span>
      <KeyCap>Ctrl K</KeyCap>
    </button>
  );
}
