import { memo, type CSSProperties } from "react";
import type { Place, Tile } from "@/contracts/contracts.gen";
import css from "./Boards.module.css";
import { inOrder, rowsOf } from "./layout.model";
import { ListTile } from "./ListTile";
import { NumberTile } from "./NumberTile";
import { ClockTile, MessageTile } from "./SmallTiles";
import { TableTile } from "./TableTile";
import { TrendTile } from "./TrendTile";
import { useWorld } from "./world";

/** A board of few rows does not become a poster. */
const ROWS_MIN = 9;
const TV_ROWS_MIN = 6;

/** Drawn again when it is set otherwise; what it shows redraws itself. */
export const TileBody = memo(function TileBody({ tile }: { tile: Tile }) {
  switch (tile.kind) {
    case "number":
      return <NumberTile tile={tile} />;
    case "trend":
      return <TrendTile tile={tile} />;
    case "table":
      return <TableTile tile={tile} />;
    case "list":
      return <ListTile tile={tile} />;
    case "clock":
      return <ClockTile tile={tile} />;
    case "message":
      return <MessageTile tile={tile} />;
  }
});

/** For the style sheet, which on a narrow page puts all below each other. */
export const placeStyle = ({ x, y, width, height }: Place): CSSProperties => ({
  ["--x" as string]: x + 1,
  ["--y" as string]: y + 1,
  ["--w" as string]: width,
  ["--h" as string]: height,
});

export const rowsStyle = (tiles: readonly Tile[], least = ROWS_MIN): CSSProperties => ({
  ["--rows" as string]: Math.max(least, rowsOf(tiles)),
});

/** The tiles at their places, in reading order for who hears them. */
export function BoardGrid({ tiles }: { tiles: readonly Tile[] }) {
  const { tv } = useWorld();
  return (
    <div className={css.area}>
      <div className={css.grid} style={rowsStyle(tiles, tv ? TV_ROWS_MIN : ROWS_MIN)}>
        {inOrder(tiles).map((tile) => (
          <div
            key={tile.id}
            className={css.place}
            style={placeStyle(tile.place)}
            data-kind={tile.kind}
          >
            <TileBody tile={tile} />
          </div>
        ))}
      </div>
    </div>
  );
}
