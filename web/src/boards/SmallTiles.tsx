import { memo, useCallback } from "react";
import type { ClockTile as Clock, MessageTile as Message } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, useTicking } from "@/ui";
import { shortDate, timeOfDay } from "@/ui/format";
import css from "./Boards.module.css";
import { TileFrame } from "./TileFrame";

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
  return (
    <div className={css.message} data-tone={tile.tone}>
      <TileFrame title={tile.title || t("boards.kind.message")}>
        <p className={css.text}>
          {tile.tone !== "plain" && (
            <JudgementShape judgement={tile.tone} size={18} label={t(`boards.tone.${tile.tone}`)} />
          )}
          <span>{tile.text}</span>
        </p>
      </TileFrame>
    </div>
  );
});
