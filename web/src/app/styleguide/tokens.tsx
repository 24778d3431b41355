import { useEffect, useRef, useState } from "react";
import { Judged, Table } from "@/ui";
import { contrast, GROUNDS, INKS, leastOf } from "./contrast";
import { Part } from "./parts";
import css from "./Styleguide.module.css";

const COLOURS = [
  ...["canvas", "surface", "sunken", "raised", "line", "line-2", "ink", "ink-2", "ink-3"],
  ...["accent", "accent-strong", "accent-soft", "good", "warn", "bad"],
  ...["good-soft", "warn-soft", "bad-soft", "ringing-soft", "talking-soft"],
  ...["green-fill", "red-fill", "series-1", "series-2", "series-3", "series-4", "series-5"],
] as const;

const TYPE = [
  ["timer", "44/48", "04:12"],
  ["figure", "28/34", "77.2 %"],
  ["title", "20/28", "Katharina Brandt"],
  ["section", "14/20", "What happened"],
  ["text", "13/20", "Wants a lower instalment from December."],
  ["strong", "13/20", "Billing DE"],
  ["detail", "12/16", "Saved 3 s ago"],
  ["axis", "11/16", "09:00 · axes and key caps only"],
] as const;
const SPACES = ["s1", "s2", "s3", "s4", "s5", "s6", "s8"] as const;
const CORNERS = ["r-chip", "r-control", "r-panel", "r-offer"] as const;

/** Figures are computed from the colours that the page really has. */
function Contrasts() {
  const place = useRef<HTMLDivElement>(null);
  const [rows, setRows] = useState<readonly { ink: string; ratios: readonly number[] }[]>([]);
  useEffect(() => {
    if (!place.current) return;
    const style = getComputedStyle(place.current);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    setRows(
      INKS.map(({ ink, soft }) => ({
        ink,
        ratios: [...GROUNDS, soft ?? "surface"].map((ground) =>
          contrast(colour(ink), colour(ground)),
        ),
      })),
    );
  }, []);
  return (
    <div ref={place}>
      {rows.length > 0 && (
        <Table
          caption="Contrast of each ink"
          rows={rows}
          rowKey={(row) => row.ink}
          columns={[
            {
              key: "ink",
              head: "Ink",
              cell: ({ ink }) => <span style={{ color: `var(--${ink})` }}>{ink}</span>,
            },
            ...[...GROUNDS, "its soft ground"].map((head, at) => ({
              key: head,
              head,
              figures: true,
              cell: (row: (typeof rows)[number]) => {
                const ratio = row.ratios[at] ?? 0;
                const soft = INKS.find(({ ink }) => ink === row.ink)?.soft;
                if (at === GROUNDS.length && soft === undefined) return "–";
                return (
                  <Judged judgement={ratio < leastOf(row.ink) ? "bad" : "good"}>
                    {ratio.toFixed(1)}
                  </Judged>
                );
              },
            })),
          ]}
        />
      )}
    </div>
  );
}

export function TokensPart() {
  return (
    <>
      <Part title="Colours">
        <div className={css.swatches}>
          {COLOURS.map((name) => (
            <figure key={name}>
              <span style={{ background: `var(--${name})` }} />
              <figcaption>{name}</figcaption>
            </figure>
          ))}
        </div>
      </Part>
      <Part title="Contrast: 4.5 for text, 3 for shapes">
        <Contrasts />
      </Part>
      <Part title="Type">
        <dl className={css.type}>
          {TYPE.map(([name, size, sample]) => (
            <div key={name}>
              <dt>
                {name} <span className="faint num">{size}</span>
              </dt>
              <dd style={{ font: `var(--t-${name})` }}>{sample}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title="Space, corners, depth">
        <div className={css.row}>
          {SPACES.map((name) => (
            <figure key={name} className={css.measure}>
              <span style={{ width: `var(--${name})`, height: `var(--${name})` }} />
              <figcaption>{name}</figcaption>
            </figure>
          ))}
        </div>
        <div className={css.row}>
          {CORNERS.map((name) => (
            <figure key={name} className={css.measure}>
              <i style={{ borderRadius: `var(--${name})` }} />
              <figcaption>{name}</figcaption>
            </figure>
          ))}
          <figure className={css.measure}>
            <i className={css.floats} />
            <figcaption>floats</figcaption>
          </figure>
        </div>
      </Part>
    </>
  );
}
