import type { Compared, Replay } from "@/api/replays";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape } from "@/ui";
import { difference, figure } from "./replay.model";
import css from "./WhatIf.module.css";

function Row({ row }: { row: Compared }) {
  const { t, fmt } = useI18n();
  return (
    <tr>
      <th scope="row" title={row.formula}>
        {row.name}
      </th>
      <td className="num">{figure(row.recorded, row.unit, fmt)}</td>
      <td className="num">{figure(row.as_it_was, row.unit, fmt)}</td>
      <td className="num">{figure(row.changed, row.unit, fmt)}</td>
      <td className="num" data-better={row.better ?? undefined}>
        {row.better !== null && (
          <>
            <JudgementShape judgement={row.better ? "good" : "bad"} size={11} />{" "}
            <span className="visually-hidden">
              {t(row.better ? "replays.better" : "replays.worse")}{" "}
            </span>
          </>
        )}
        {difference(row, t("replays.points"), fmt)}
      </td>
    </tr>
  );
}

/** Three sides: as reports show the day, as its replay goes, as it would have been. */
export function Comparison({ replay }: { replay: Replay }) {
  const { t } = useI18n();
  return (
    <>
      {(replay.result ?? []).map((queue, index) => (
        <details key={queue.queue ?? "all"} open={index === 0} className={css.queue}>
          <summary>{queue.name}</summary>
          <div className={css.scroll}>
            <table className={css.table} data-figures>
              <caption className="visually-hidden">{queue.name}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("replays.number")}</th>
                  <th scope="col">{t("replays.recorded")}</th>
                  <th scope="col">{t("replays.replayed")}</th>
                  <th scope="col">{t("replays.changed")}</th>
                  <th scope="col">{t("replays.difference")}</th>
                </tr>
              </thead>
              <tbody>
                {queue.numbers.map((row) => (
                  <Row key={row.key} row={row} />
                ))}
              </tbody>
            </table>
          </div>
        </details>
      ))}
      <p className="faint detail">{t("replays.foot")}</p>
    </>
  );
}
