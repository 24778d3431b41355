import { memo, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { useLive } from "@/live/useLive";
import { JudgementShape, StateShape, stateName, type Judgement } from "@/ui";
import { useDetail, type ReasonNames } from "@/wallboard/Agents";
import { Since, useSize } from "@/wallboard/Clocks";
import { agentDetail } from "@/wallboard/wallboard.model";
import css from "./Floor.module.css";
import { HourCanvas } from "./HourCanvas";
import type { Hours } from "./hour.model";
import {
  columnsOf,
  isUnreachable,
  judge,
  neighbour,
  windowOf,
  type Group,
  type Line,
} from "./floor.model";

/** Height of a line in CSS pixels (--row-floor), and the least width of a column. */
const ROW = 22;
const COLUMN_MIN = 400;
const COLUMNS_MAX = 4;
/** Less leaves no room for a ribbon beside name, time and what somebody does. */
const RIBBON_MIN = 460;

const optionId = (id: number): string => `floor-agent-${id}`;

/** Drawn again when its own agent changes, when it is chosen, and by nothing else. */
const Person = memo(function Person({
  id,
  top,
  chosen,
  reasons,
  alarmed,
  stopped,
}: {
  id: number;
  top: number;
  chosen: boolean;
  reasons: ReasonNames;
  alarmed: Judgement;
  stopped: number | null;
}) {
  const { t } = useI18n();
  const said = useDetail(reasons);
  const agent = useLive((center) => center.agents.get(id));
  if (!agent) return null;
  const state = stateName(agent.live.state);
  const unreachable = isUnreachable(agent);
  const judgement = judge(agent, new Map([[id, alarmed]]));
  const detail = agentDetail(agent, live.state().queues);
  const text = unreachable ? t("floor.unreachable") : said(detail);
  return (
    <div
      role="option"
      id={optionId(id)}
      aria-selected={chosen}
      className={css.person}
      data-agent={id}
      data-judgement={judgement}
      style={{ transform: `translateY(${top}px)` }}
    >
      <StateShape state={state} size={12} label={t(`state.${state}`)} />
      <span className={css.name}>{agent.name}</span>
      <Since
        instant={state === "offline" ? 0 : agent.live.state_since}
        stopped={stopped}
        className={css.since}
      />
      <span className={css.detail} data-kind={detail.kind} title={text}>
        {judgement !== "good" && (
          <JudgementShape judgement={judgement} size={10} label={t(`judgement.${judgement}`)} />
        )}
        {text}
      </span>
    </div>
  );
});

interface ColumnProps {
  lines: readonly Line[];
  /** Which of them are drawn. */
  from: number;
  to: number;
  /** Only when it is in this column: the others then need no drawing. */
  selected: number | null;
  reasons: ReasonNames;
  alarmed: ReadonlyMap<number, Judgement>;
  stopped: number | null;
  /** null: no room for ribbons. */
  hours: Hours | null;
  loaded: number;
}

/** The groups of a column of which something is drawn: heading, people, and where they stand. */
function visibleGroups({ lines, from, to, selected }: ColumnProps) {
  const found: {
    key: string;
    name: string | null;
    top: number | null;
    people: { id: number; top: number }[];
  }[] = [];
  let current: (typeof found)[number] = { key: "start", name: null, top: null, people: [] };
  lines.forEach((line, index) => {
    const seen = index >= from && index < to;
    if (line.kind === "group") {
      if (current.people.length > 0 || current.top !== null) found.push(current);
      current = { key: `${index}`, name: line.name, top: seen ? index * ROW : null, people: [] };
    } else if (seen || line.id === selected) {
      current.people.push({ id: line.id, top: index * ROW });
    }
  });
  if (current.people.length > 0 || current.top !== null) found.push(current);
  return found;
}

const Column = memo(function Column(props: ColumnProps) {
  const { t } = useI18n();
  const { lines, selected, reasons, alarmed, stopped } = props;
  return (
    <div
      role="presentation"
      className={css.column}
      data-ribbons={props.hours !== null || undefined}
      style={{ height: lines.length * ROW }}
    >
      {visibleGroups(props).map((group) => (
        <div
          key={group.key}
          role="group"
          aria-label={group.name === null ? t("floor.everybody") : group.name || t("floor.noTeam")}
        >
          {group.top !== null && (
            <div
              role="presentation"
              className={css.team}
              style={{ transform: `translateY(${group.top}px)` }}
            >
              {group.name === "" ? t("floor.noTeam") : group.name}
            </div>
          )}
          {group.people.map(({ id, top }) => (
            <Person
              key={id}
              id={id}
              top={top}
              chosen={id === selected}
              reasons={reasons}
              alarmed={alarmed.get(id) ?? "good"}
              stopped={stopped}
            />
          ))}
        </div>
      ))}
      {props.hours && (
        <HourCanvas
          lines={lines}
          from={props.from}
          to={props.to}
          row={ROW}
          hours={props.hours}
          loaded={props.loaded}
        />
      )}
    </div>
  );
});

const holds = (lines: readonly Line[], id: number | null): boolean =>
  id !== null && lines.some((line) => line.kind === "agent" && line.id === id);

/** Keeps which lines are seen, in steps of some lines, so that scrolling seldom draws anything anew. */
function useWindow(scroller: RefObject<HTMLDivElement | null>, height: number) {
  const [top, setTop] = useState(0);
  const onScroll = () => {
    const step = ROW * 6;
    setTop(Math.floor((scroller.current?.scrollTop ?? 0) / step) * step);
  };
  return { top, height, onScroll };
}

/** Arrows choose the next person and keep the choice in sight. */
function useArrows(
  columns: readonly (readonly Line[])[],
  selected: number | null,
  onSelect: (id: number) => void,
  scroller: RefObject<HTMLDivElement | null>,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbour(columns, selected, event.key);
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
    const row = columns
      .map((column) => column.findIndex((line) => line.kind === "agent" && line.id === next))
      .find((index) => index >= 0);
    const box = scroller.current;
    if (row === undefined || !box) return;
    if (row * ROW < box.scrollTop + ROW) box.scrollTop = Math.max(0, (row - 1) * ROW);
    else if ((row + 1) * ROW > box.scrollTop + box.clientHeight)
      box.scrollTop = (row + 1) * ROW - box.clientHeight;
  };
}

/**
 * Everybody in columns. One thing that takes the focus, in which arrows choose: five hundred people are not five hundred tab stops, and
 * only those who are seen are drawn.
 */
export function FloorList({
  groups,
  selected,
  onSelect,
  reasons,
  alarmed,
  stopped,
  hours,
  loaded,
}: {
  groups: readonly Group[];
  selected: number | null;
  onSelect: (id: number) => void;
  reasons: ReasonNames;
  alarmed: ReadonlyMap<number, Judgement>;
  stopped: number | null;
  hours: Hours;
  loaded: number;
}) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement | null>(null);
  const [measure, size] = useSize();
  const { top, height, onScroll } = useWindow(scroller, size.height);
  const many = Math.min(COLUMNS_MAX, Math.max(1, Math.floor(size.width / COLUMN_MIN)));
  const columns = useMemo(() => columnsOf(groups, many), [groups, many]);
  const [attach] = useState(() => (element: HTMLDivElement | null) => {
    scroller.current = element;
    return measure(element);
  });
  const onKeyDown = useArrows(columns, selected, onSelect, scroller);
  return (
    <div
      ref={attach}
      role="listbox"
      tabIndex={0}
      aria-label={t("floor.list")}
      aria-activedescendant={selected === null ? undefined : optionId(selected)}
      className={css.list}
      style={{ ["--columns" as string]: Math.max(1, columns.length) }}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const row = (event.target as HTMLElement).closest<HTMLElement>("[data-agent]");
        if (row) onSelect(Number(row.dataset["agent"]));
      }}
    >
      {columns.map((lines, index) => (
        <Column
          key={index}
          lines={lines}
          {...windowOf(top, height, ROW, lines.length)}
          selected={holds(lines, selected) ? selected : null}
          reasons={reasons}
          alarmed={alarmed}
          stopped={stopped}
          hours={size.width / many >= RIBBON_MIN ? hours : null}
          loaded={loaded}
        />
      ))}
    </div>
  );
}
