import { Link } from "@tanstack/react-router";
import { memo, useMemo, type ReactNode, type RefCallback } from "react";
import type { BoardMeasure, TableTile as Tile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { withSeams } from "@/i18n/seams";
import { live } from "@/live/browser";
import { useLive } from "@/live/useLive";
import { JudgementShape, type Judgement } from "@/ui";
import { NO_VALUE } from "@/ui/format";
import { useStopped } from "@/wallboard/clock";
import { Since, useSize } from "@/wallboard/Clocks";
import wall from "@/wallboard/Wallboard.module.css";
import { tvUnit } from "@/wallboard/unit";
import css from "./Boards.module.css";
import { useChanged, useEachSecond, valueWords } from "./figures";
import { cellOf, MEASURES } from "./figures.model";
import { orderKept, rowKept, teamCountsKept } from "./table.model";
import { TileFrame } from "./TileFrame";
import { callsOf } from "./ways.model";
import { useWorld } from "./world";

const TV_ROW = 52;
const ROW = 34;

/** How many rows fit below the heads (which may take several lines) without a scroll bar, which a wall does not have. */
function useFitting() {
  const { tv } = useWorld();
  const [ref, { height }] = useSize();
  const [head, { height: taken }] = useSize();
  const row = tv ? TV_ROW * tvUnit(tv) : ROW;
  const limit = tv && height > 0 ? Math.max(1, Math.floor((height - taken) / row)) : null;
  return { ref, head, limit };
}

const Cell = memo(function Cell({
  text,
  judgement,
  since = 0,
  stopped,
  link,
}: {
  text: string;
  judgement: Judgement;
  since?: number;
  stopped: number | null;
  link?: ReactNode;
}) {
  const { t } = useI18n();
  const changed = useChanged(since === 0 ? text : String(since));
  return (
    <td className={text === "0" || text === NO_VALUE ? wall.faint : undefined}>
      <span className={wall.cellBox} ref={changed}>
        <span className={wall.judged} data-judgement={judgement}>
          {judgement !== "good" && (
            <JudgementShape judgement={judgement} size={11} label={t(`judgement.${judgement}`)} />
          )}
          {since === 0 ? (
            <span className={wall.value}>{link ?? text}</span>
          ) : (
            <Since className={wall.value} instant={since} stopped={stopped} />
          )}
        </span>
      </span>
    </td>
  );
});

const QueueRow = memo(function QueueRow({
  id,
  columns,
  stopped,
}: {
  id: number;
  columns: readonly BoardMeasure[];
  stopped: number | null;
}) {
  const { t, fmt } = useI18n();
  const { measures, links } = useWorld();
  const kept = useMemo(() => rowKept(id, columns), [id, columns]);
  const row = useEachSecond((now) => kept(live.state().queues, now));
  if (!row) return null;
  const { view, judgements } = row;
  const name = view.name;
  return (
    <tr data-judgement={judgements.includes("bad") ? "bad" : undefined}>
      <th scope="row">
        {links ? (
          <button type="button" className={wall.press} data-panel={`queue:${id}`}>
            {name}
          </button>
        ) : (
          name
        )}
        {view.closed && <span className={wall.shut}>{t("wallboard.closed")}</span>}
      </th>
      {columns.map((measure, index) => {
        const cell = cellOf(measure, view, 0);
        const text = valueWords(cell.value, measures.get(measure)?.unit ?? "count", fmt);
        const leads =
          links && MEASURES[measure] === "today" && cell.value !== null && cell.value !== 0;
        return (
          <Cell
            key={measure}
            text={text}
            judgement={judgements[index] ?? "good"}
            since={cell.since}
            stopped={stopped}
            link={
              leads ? (
                <Link to="/calls" search={callsOf(measure, id)}>
                  {text}
                </Link>
              ) : undefined
            }
          />
        );
      })}
    </tr>
  );
});

const TeamRow = memo(function TeamRow({
  name,
  agents,
  columns,
}: {
  name: string;
  agents: readonly number[];
  columns: readonly BoardMeasure[];
}) {
  const { fmt } = useI18n();
  const { all } = useWorld();
  const kept = useMemo(() => teamCountsKept(new Set(agents), columns), [agents, columns]);
  const counts = useLive((state) => kept(state.agents));
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map((measure, index) => (
        <Cell
          key={measure}
          text={all ? fmt.number(counts[index]) : NO_VALUE}
          judgement="good"
          stopped={null}
        />
      ))}
    </tr>
  );
});

function Heads({
  first,
  columns,
  measured,
}: {
  first: string;
  columns: readonly BoardMeasure[];
  measured: RefCallback<HTMLElement>;
}) {
  const { measures } = useWorld();
  return (
    <thead ref={measured}>
      <tr>
        <th scope="col">{withSeams(first)}</th>
        {columns.map((measure) => (
          <th key={measure} scope="col" title={measures.get(measure)?.formula}>
            {withSeams(measures.get(measure)?.name ?? "")}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Rest({
  count,
  columns,
  text,
}: {
  count: number;
  columns: number;
  text: (count: number) => string;
}) {
  if (count <= 0) return null;
  return (
    <tr>
      <td colSpan={columns + 1} className={wall.quiet}>
        {text(count)}
      </td>
    </tr>
  );
}

/** Below the limit one row less, for the words about the rest. */
const fitting = (count: number, limit: number | null): number =>
  limit === null || count <= limit ? count : Math.max(0, limit - 1);

function Queues({ tile, limit }: { tile: Tile; limit: number | null }) {
  const { t } = useI18n();
  const stopped = useStopped();
  const kept = useMemo(
    () => orderKept(tile.queues, tile.by_trouble),
    [tile.queues, tile.by_trouble],
  );
  const order = useEachSecond((now) => kept(live.state().queues, now));
  const shown = fitting(order.length, limit);
  return (
    <tbody>
      {order.slice(0, shown).map((id) => (
        <QueueRow key={id} id={id} columns={tile.columns} stopped={stopped} />
      ))}
      {order.length === 0 && (
        <tr>
          <td colSpan={tile.columns.length + 1} className={wall.quiet}>
            {t(tile.queues.length > 0 ? "boards.scope.gone" : "boards.table.noQueue")}
          </td>
        </tr>
      )}
      <Rest
        count={order.length - shown}
        columns={tile.columns.length}
        text={(count) => t("wallboard.more.queues", { count })}
      />
    </tbody>
  );
}

function Teams({ tile, limit }: { tile: Tile; limit: number | null }) {
  const { t } = useI18n();
  const { teams } = useWorld();
  const chosen = useMemo(
    () =>
      teams
        .filter((team) => tile.teams.length === 0 || tile.teams.includes(team.id))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [teams, tile.teams],
  );
  const shown = fitting(chosen.length, limit);
  return (
    <tbody>
      {chosen.slice(0, shown).map((team) => (
        <TeamRow key={team.id} name={team.name} agents={team.agents} columns={tile.columns} />
      ))}
      {chosen.length === 0 && (
        <tr>
          <td colSpan={tile.columns.length + 1} className={wall.quiet}>
            {t("boards.table.noTeam")}
          </td>
        </tr>
      )}
      <Rest
        count={chosen.length - shown}
        columns={tile.columns.length}
        text={(count) => t("wallboard.more.agents", { count })}
      />
    </tbody>
  );
}

/** A row for each queue, worst first or by name, or for each team. */
export const TableTile = memo(function TableTile({ tile }: { tile: Tile }) {
  const { t } = useI18n();
  const { tv } = useWorld();
  const { ref, head, limit } = useFitting();
  const queues = tile.of === "queues";
  const title = tile.title || t(queues ? "boards.table.queues" : "boards.table.teams");
  return (
    <TileFrame title={title}>
      <div
        ref={ref}
        className={css.scroll}
        tabIndex={tv ? undefined : 0}
        role="group"
        aria-label={title}
      >
        <table
          className={`${wall.queues} ${css.table}`}
          style={{ ["--columns" as string]: tile.columns.length }}
        >
          <caption className="visually-hidden">{title}</caption>
          <Heads
            first={t(queues ? "boards.column.queue" : "boards.column.team")}
            columns={tile.columns}
            measured={head}
          />
          {queues ? <Queues tile={tile} limit={limit} /> : <Teams tile={tile} limit={limit} />}
        </table>
      </div>
    </TileFrame>
  );
});
