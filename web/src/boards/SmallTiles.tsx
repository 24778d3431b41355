import { memo, useCallback } from "react";
import type { ClockTile as Clock, MessageTile as Message } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, useTicking } from "@/ui";
import { shortDate, timeOfDay } from "@/ui/format";
import { useSize } from "@/wallboard/Clocks";
import { tvUnit } from "@/wallboard/unit";
import css from "./Boards.module.css";
import { fittingSize } from "./message.model";
import { TileFrame } from "./TileFrame";
import { useWorld } from "./world";

/** Pixels of a message in a page, and units of one on a wall, where nothing is below 20. */
const TYPE = { least: 14, most: 28 } as const;
const TV_TYPE = { least: 20, most: 44 } as const;
/** The shape before the words and its distance. */
const SHAPE = 18;
const SHAPE_ROOM = 28;

/** "Europe/Lisbon" is called "Lisbon" where it hangs. */
const placeOf = (zone: string): string => (zone.split("/").at(-1) ?? "").replaceAll("_", " ");

/** An older browser may not know a zone that the server does. */
function known(zone: string): string | undefined {
  if (zone === "") return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    return undefined;
  }
}

/** The time of day, on the server's clock, in the zone of the screen or another. */
export const ClockTile = memo(function ClockTile({ tile }: { tile: Clock }) {
  const { t, locale } = useI18n();
  const zone = known(tile.time_zone);
  const time = useCallback((now: number) => timeOfDay(now, zone), [zone]);
  const date = useCallback((now: number) => shortDate(now, locale, zone), [locale, zone]);
  return (
    <TileFrame title={tile.title || placeOf(tile.time_zone) || t("boards.kind.clock")}>
      <p className={css.giant}>
        <time ref={useTicking(time)} />
      </p>
      <p className={css.foot}>
        <span ref={useTicking(date)} />
      </p>
    </TileFrame>
  );
});

/** A sentence for everybody who looks up. */
export const MessageTile = memo(function MessageTile({ tile }: { tile: Message }) {
  const { t } = useI18n();
  const { tv } = useWorld();
  const [ref, { width, height }] = useSize();
  const { least, most } = tv ? TV_TYPE : TYPE;
  const unit = tvUnit(tv);
  const room = { width: width - (tile.tone === "plain" ? 0 : SHAPE_ROOM), height };
  const size = fittingSize(tile.text, room, least * unit, most * unit);
  return (
    <div className={css.message} data-tone={tile.tone}>
      <TileFrame title={tile.title || t("boards.kind.message")}>
        <div ref={ref} className={css.words}>
          <p className={css.text} style={{ fontSize: size }}>
            {tile.tone !== "plain" && (
              <JudgementShape
                judgement={tile.tone}
                size={SHAPE}
                label={t(`boards.tone.${tile.tone}`)}
              />
            )}
            <span>{tile.text}</span>
          </p>
        </div>
      </TileFrame>
    </div>
  );
});
