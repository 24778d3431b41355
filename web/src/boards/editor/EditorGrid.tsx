import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Place, Tile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { TileBody, placeStyle, rowsStyle } from "../BoardGrid";
import grid from "../Boards.module.css";
import { inOrder, placed, resized, rowsOf, stepped, type Direction } from "../layout.model";
import css from "./Editor.module.css";
import { useTileName } from "./names";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** Room below the last tile, to drag into. */
const ROWS_SPARE = 2;

export interface GridDoes {
  readonly onSelect: (id: string) => void;
  readonly onTiles: (tiles: readonly Tile[]) => void;
  readonly onOpen: () => void;
  readonly onDelete: (id: string) => void;
  /** What a screen reader is told of a change. */
  readonly onSay: (text: string) => void;
}

interface Drag {
  readonly id: string;
  readonly sizes: boolean;
  readonly from: { readonly x: number; readonly y: number };
  readonly cell: { readonly width: number; readonly height: number };
  readonly place: Place;
  readonly tiles: readonly Tile[];
}

/** Dragging shows the board as it would be; letting go makes it so, Esc does not. */
function useDrag(tiles: readonly Tile[], does: GridDoes) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const begin = (event: PointerEvent<HTMLElement>, tile: Tile) => {
    const box = element.current;
    if (!box || event.button !== 0) return;
    does.onSelect(tile.id);
    const { gridTemplateColumns: columns, gridTemplateRows: rows } = getComputedStyle(box);
    const count = columns.split(" ").length;
    // Below each other there is nothing to drag to.
    if (count === 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({
      id: tile.id,
      sizes: (event.target as HTMLElement).dataset["sizes"] !== undefined,
      from: { x: event.clientX, y: event.clientY },
      cell: { width: box.clientWidth / count, height: box.clientHeight / rows.split(" ").length },
      place: tile.place,
      tiles,
    });
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    if (!drag) return;
    const x = Math.round((event.clientX - drag.from.x) / drag.cell.width);
    const y = Math.round((event.clientY - drag.from.y) / drag.cell.height);
    const { place } = drag;
    const wanted = drag.sizes
      ? { ...place, width: Math.min(place.width + x, 12 - place.x), height: place.height + y }
      : { ...place, x: place.x + x, y: place.y + y };
    const next = placed(tiles, drag.id, wanted);
    if (next !== drag.tiles) setDrag({ ...drag, tiles: next });
  };
  const end = () => {
    if (drag) does.onTiles(drag.tiles);
    setDrag(null);
  };
  return { drag, element, begin, move, end, cancel: () => setDrag(null) };
}

function useSay(does: GridDoes) {
  const { t } = useI18n();
  return (next: readonly Tile[], before: readonly Tile[], id: string) => {
    const place = next.find((tile) => tile.id === id)?.place;
    if (next === before || !place) does.onSay(t("boards.say.no"));
    else
      does.onSay(
        t("boards.say.place", {
          column: place.x + 1,
          row: place.y + 1,
          width: place.width,
          height: place.height,
        }),
      );
  };
}

/** The keyboard on a tile. `drop`: lets go of what is being dragged. */
function useTileKeys(tiles: readonly Tile[], does: GridDoes, drop: (() => void) | null) {
  const say = useSay(does);
  return (event: KeyboardEvent, tile: Tile) => {
    const direction = ARROWS[event.key];
    if (direction && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const next = (event.shiftKey ? resized : stepped)(tiles, tile.id, direction);
      does.onTiles(next);
      say(next, tiles, tile.id);
    } else if (event.key === "Enter") does.onOpen();
    else if (event.key === "Delete" || event.key === "Backspace") does.onDelete(tile.id);
    else if (event.key === "Escape" && drop) drop();
    else return;
    event.preventDefault();
  };
}

/** The board as it will be, with its own numbers; tiles are moved and sized by pointer or by keyboard alone. */
export function EditorGrid({
  tiles,
  selected,
  faulty,
  does,
}: {
  tiles: readonly Tile[];
  selected: string | null;
  faulty: ReadonlySet<string>;
  does: GridDoes;
}) {
  const { t } = useI18n();
  const help = useId();
  const nameOf = useTileName();
  const { drag, element, begin, move, end, cancel } = useDrag(tiles, does);
  const shown = drag?.tiles ?? tiles;
  const onKeyDown = useTileKeys(tiles, does, drag ? cancel : null);
  return (
    <div className={grid.area}>
      <p id={help} className="visually-hidden">
        {t("boards.keys")}
      </p>
      <div
        ref={element}
        className={`${grid.grid} ${css.grid}`}
        style={rowsStyle(shown, rowsOf(shown) + ROWS_SPARE)}
      >
        {inOrder(shown).map((tile) => (
          <div
            key={tile.id}
            className={`${grid.place} ${css.place}`}
            style={placeStyle(tile.place)}
            data-kind={tile.kind}
          >
            <div className={css.under} inert>
              <TileBody tile={tile} />
            </div>
            <div
              className={css.handle}
              role="application"
              aria-roledescription={t("boards.tile")}
              aria-label={nameOf(tile)}
              aria-describedby={help}
              tabIndex={0}
              data-tile={tile.id}
              data-selected={tile.id === selected || undefined}
              data-faulty={faulty.has(tile.id) || undefined}
              data-dragged={tile.id === drag?.id || undefined}
              onFocus={() => does.onSelect(tile.id)}
              onKeyDown={(event) => onKeyDown(event, tile)}
              onPointerDown={(event) => begin(event, tile)}
              onPointerMove={move}
              onPointerUp={end}
              onPointerCancel={cancel}
              onDoubleClick={does.onOpen}
            >
              <span className={css.corner} data-sizes aria-hidden />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
