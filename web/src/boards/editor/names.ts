import type { Tile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { useWorld } from "../world";

/** What a tile is called when it has no title of its own. */
export function useOwnName(): (tile: Tile) => string {
  const { t } = useI18n();
  const { measures } = useWorld();
  return (tile) => {
    switch (tile.kind) {
      case "number":
      case "trend":
        return measures.get(tile.measure)?.name ?? "";
      case "table":
        return t(tile.of === "queues" ? "boards.table.queues" : "boards.table.teams");
      case "list":
        return t(`boards.list.${tile.of}`);
      case "clock":
      case "message":
        return t(`boards.kind.${tile.kind}`);
    }
  };
}

/** For who hears the board: what it is, and where it stands. */
export function useTileName(): (tile: Tile) => string {
  const { t } = useI18n();
  const own = useOwnName();
  return (tile) =>
    t("boards.tile.name", {
      title: tile.title || own(tile),
      kind: t(`boards.kind.${tile.kind}`),
      column: tile.place.x + 1,
      row: tile.place.y + 1,
      width: tile.place.width,
      height: tile.place.height,
    });
}
