import { useEffect, useMemo, useState } from "react";
import { IconArrowBackUp, IconArrowForwardUp, IconArrowBarDown } from "@tabler/icons-react";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { Button, EmptyState, IconButton, LinkButton, Notice } from "@/ui";
import { ReviewChanges } from "../drafting/ReviewChanges";
import { filtered, type AgentFilter } from "../people/filter.model";
import { Filter } from "../people/Filter";
import type { Lists } from "../rooms/lists";
import { Grid } from "./Grid";
import css from "./Matrix.module.css";
import * as model from "./matrix.model";
import type { Matrix, Pasted, Place, Table } from "./matrix.model";
import { changesOf, MAX, tableOf, type Measure } from "./wishes";

/** What was not saved yet waits here when one looks at another page. */
const kept = new Map<Measure, Matrix>();

/** Complaints about cells that are told one by one. */
const COMPLAINTS_MAX = 8;

function useKept(measure: Measure) {
  const [matrix, setMatrix] = useState(() => kept.get(measure) ?? model.EMPTY);
  const unsaved = matrix.wanted.size > 0;
  useEffect(() => void kept.set(measure, matrix), [measure, matrix]);
  useEffect(() => {
    if (!unsaved) return undefined;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [unsaved]);
  return [matrix, setMatrix] as const;
}

function Levels({ max, onChoose }: { max: number; onChoose: (level: number) => void }) {
  const { t } = useI18n();
  return (
    <div className={css.levels} role="group" aria-label={t("matrix.set")}>
      <span className="muted detail">{t("matrix.set")}</span>
      {Array.from({ length: max + 1 }, (_, level) => (
        <button
          key={level}
          type="button"
          aria-label={level === 0 ? t("admin.kit.none") : undefined}
          onClick={() => onChoose(level)}
        >
          {level === 0 ? "–" : level}
        </button>
      ))}
    </div>
  );
}

/** What was put into cells and is no level; each leads to its cell. */
function Complaints({
  matrix,
  table,
  onGo,
}: {
  matrix: Matrix;
  table: Table;
  onGo: (place: Place) => void;
}) {
  const { t } = useI18n();
  if (matrix.wrong.size === 0) return null;
  const all = table.rows.flatMap((agent, row) =>
    table.columns.flatMap((skill, column) => {
      const text = model.wrongAt(matrix, table, { row, column });
      const level = model.levelAt(matrix, table, { row, column }) || "–";
      const words = { agent: agent.name, column: skill.name, max: table.max, level };
      return text === undefined ? [] : [{ row, column, words: { ...words, text } }];
    }),
  );
  return (
    <div className={css.complaints} role="group" aria-label={t("matrix.complaints.list")}>
      <Notice tone="bad" title={t("matrix.complaints", { count: matrix.wrong.size })} />
      <ul>
        {all.slice(0, COMPLAINTS_MAX).map((one) => (
          <li key={`${one.row}/${one.column}`}>
            <LinkButton onClick={() => onGo(one)}>{t("matrix.wrong", one.words)}</LinkButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is chosen, in words: one cell, or how large the range is. */
function useChosen(matrix: Matrix, table: Table): string {
  const { t } = useI18n();
  const size = model.sizeOf(model.rangeOf(matrix));
  const words = {
    agent: table.rows[matrix.active.row]?.name ?? "",
    column: table.columns[matrix.active.column]?.name ?? "",
  };
  if (size.rows * size.columns > 1)
    return t("matrix.chosen", { count: size.rows * size.columns, ...size });
  return t("matrix.cell", {
    ...words,
    level: model.levelAt(matrix, table, matrix.active) || t("admin.kit.none"),
  });
}

function usePastedWords() {
  const { t } = useI18n();
  return ({ taken, wrong, outside }: Pasted): string =>
    [
      t("matrix.pasted", { count: taken }),
      ...(wrong.length > 0 ? [t("matrix.complaints", { count: wrong.length })] : []),
      ...(outside > 0 ? [t("matrix.outside", { count: outside })] : []),
    ].join(" ");
}

function Tools({
  matrix,
  table,
  onChange,
}: {
  matrix: Matrix;
  table: Table;
  onChange: (next: Matrix) => void;
}) {
  const { t } = useI18n();
  return (
    <>
      <Levels
        max={table.max}
        onChoose={(level) => onChange(model.setLevel(matrix, table, level))}
      />
      <div className={css.levels}>
        <IconButton
          label={t("matrix.fill")}
          keyHint="Ctrl D"
          onClick={() => onChange(model.fillDown(matrix, table))}
        >
          <IconArrowBarDown size={16} stroke={1.6} />
        </IconButton>
        <IconButton
          label={t("matrix.undo")}
          keyHint="Ctrl Z"
          aria-disabled={matrix.past.length === 0}
          onClick={() => onChange(model.undo(matrix, table))}
        >
          <IconArrowBackUp size={16} stroke={1.6} />
        </IconButton>
        <IconButton
          label={t("matrix.redo")}
          keyHint="Ctrl Y"
          aria-disabled={matrix.future.length === 0}
          onClick={() => onChange(model.redo(matrix, table))}
        >
          <IconArrowForwardUp size={16} stroke={1.6} />
        </IconButton>
      </div>
    </>
  );
}

/** The levels that are shown, what is wanted of them, and what of that differs from what is saved. */
function useMatrix(measure: Measure, lists: Lists, filter: AgentFilter) {
  const [stored, setMatrix] = useKept(measure);
  const { agents, skills, queues } = lists;
  const table = useMemo(() => {
    const all = measure === "skills" ? skills : queues.filter((queue) => queue.active);
    const columns = [...all].sort((a, b) => a.name.localeCompare(b.name));
    return tableOf(measure, agents, filtered(agents, filter), columns);
  }, [measure, agents, skills, queues, filter]);
  const matrix = useMemo(() => model.clamped(stored, table), [stored, table]);
  const wanted = useMemo(
    () => changesOf(measure, matrix, table, agents),
    [measure, matrix, table, agents],
  );
  return { table, matrix, setMatrix, ...wanted };
}

function Empty({ measure, table }: { measure: Measure; table: Table }) {
  const { t } = useI18n();
  const what = table.columns.length === 0 ? measure : "agents";
  return <EmptyState title={t(`matrix.empty.${what}`)} text={t(`matrix.empty.${what}.text`)} />;
}

/** What is chosen, and saving what has changed. */
function Foot({
  matrix,
  table,
  said,
  changes,
  onDiscard,
  onReview,
}: {
  matrix: Matrix;
  table: Table;
  said: string;
  changes: number;
  onDiscard: () => void;
  onReview: () => void;
}) {
  const { t } = useI18n();
  const chosen = useChosen(matrix, table);
  return (
    <div className={css.foot}>
      <div>
        <span>{chosen}</span>
        <span className="visually-hidden" role="status">
          {said}
        </span>
      </div>
      {changes > 0 && (
        <div>
          <span className="muted">{t("matrix.changed", { count: changes })}</span>
          <Button kind="quiet" onClick={onDiscard}>
            {t("admin.kit.discard")}
          </Button>
          <Button kind="primary" onClick={onReview}>
            {t("matrix.review")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Saved like a form: what is typed waits, is looked at as a whole, and is then made at once or goes into a draft. */
export function AgentsMatrix({
  measure,
  lists,
  filter,
  onFilter,
}: {
  measure: Measure;
  lists: Lists;
  filter: AgentFilter;
  onFilter: (filter: AgentFilter) => void;
}) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const { table, matrix, setMatrix, changes, undo } = useMatrix(measure, lists, filter);
  const [said, setSaid] = useState("");
  const [reviews, setReviews] = useState(false);
  const pastedWords = usePastedWords();
  const change = (next: Matrix) => {
    setSaid("");
    setMatrix(next);
  };
  const empty = table.rows.length === 0 || table.columns.length === 0;
  return (
    <div className={css.page}>
      <div className={css.tools}>
        <Filter filter={filter} lists={lists} onChange={onFilter} />
        {edits && !empty && <Tools matrix={matrix} table={table} onChange={change} />}
      </div>
      <Complaints
        {...{ matrix, table }}
        onGo={(place) => setMatrix(model.select(matrix, table, place))}
      />
      {empty ? (
        <Empty measure={measure} table={table} />
      ) : (
        <Grid
          label={t(`matrix.${measure}`)}
          corner={t("admin.agents.one")}
          {...{ table, matrix, edits }}
          onChange={change}
          onPasted={(pasted) => setSaid(pastedWords(pasted))}
        />
      )}
      <Foot
        {...{ matrix, table, said }}
        changes={edits ? changes.length : 0}
        onDiscard={() => change(model.discard(matrix, table))}
        onReview={() => setReviews(true)}
      />
      {edits && (
        <p className={`faint detail ${css.hint}`}>{t("matrix.keys", { max: MAX[measure] })}</p>
      )}
      {reviews && (
        <ReviewChanges
          {...{ changes, undo }}
          onClose={() => setReviews(false)}
          onMade={() => {
            setReviews(false);
            setMatrix({ ...model.EMPTY, active: matrix.active, anchor: matrix.active });
          }}
        />
      )}
    </div>
  );
}
