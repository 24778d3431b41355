import { fit } from "@/ui/search";

type PaletteGroup = "dial" | "people" | "queues" | "contacts" | "pages" | "actions";

/** One line of the palette: something to find, and what choosing it does. */
export interface PaletteItem {
  readonly key: string;
  readonly group: PaletteGroup;
  readonly label: string;
  readonly detail?: string;
  /** Found by these words, too. */
  readonly words?: string;
  /** The key that does the same without the palette. */
  readonly keys?: string;
  /** Found by somebody else (the server): what was typed has been looked at already. */
  readonly found?: boolean;
  readonly run: () => void;
}

/** As many lines of one kind as one reads. */
const GROUP_MAX = 6;

const ORDER: readonly PaletteGroup[] = ["dial", "people", "queues", "contacts", "pages", "actions"];

interface Ranked {
  readonly item: PaletteItem;
  readonly score: number;
}

function rank(typed: string, item: PaletteItem): Ranked | null {
  if (item.found === true) return { item, score: 0 };
  const score = fit(typed, `${item.label} ${item.words ?? ""}`);
  return score === null ? null : { item, score };
}

/**
 * The lines for what was typed, group by group in a fixed order, the best of each first. With nothing typed everything that can be
 * done now stands in its usual order.
 */
export function linesFor(typed: string, items: readonly PaletteItem[]): readonly PaletteItem[] {
  const ranked = items.flatMap((item) => rank(typed, item) ?? []);
  const groups = ORDER.map((group) => {
    const own = ranked.filter((one) => one.item.group === group);
    if (typed.trim() !== "") own.sort((a, b) => b.score - a.score);
    return own.slice(0, typed.trim() === "" && group === "actions" ? own.length : GROUP_MAX);
  });
  return groups.flatMap((own) => own.map((one) => one.item));
}

/** Those who know what can be found: each place of the product adds its own while it is there. */
type PaletteSource = (typed: string) => readonly PaletteItem[];

class Sources {
  #sources: readonly PaletteSource[] = [];

  add(source: PaletteSource): () => void {
    this.#sources = [...this.#sources, source];
    return () => {
      this.#sources = this.#sources.filter((one) => one !== source);
    };
  }

  items(typed: string): readonly PaletteItem[] {
    return this.#sources.flatMap((source) => source(typed));
  }
}

export const paletteSources = new Sources();
