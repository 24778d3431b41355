import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { AgentView, NumberTile, TrendTile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Drawer, StateShape, stateName } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import { useStopped } from "@/wallboard/clock";
import { Since } from "@/wallboard/Clocks";
import css from "./Behind.module.css";
import { valueWords } from "./figures";
import { cellOf, chosenQueues, countedIn, MEASURES } from "./figures.model";
import { listKept, waitingKept } from "./table.model";
import { callsOf } from "./ways.model";
import { useMembers, useWorld } from "./world";

type Tile = NumberTile | TrendTile;

/** As many as one looks through. */
const SHOWN_MAX = 60;

/** Each queue's own number, which leads to its calls. */
function ByQueue({ tile }: { tile: Tile }) {
  const { t, fmt } = useI18n();
  const { measures } = useWorld();
  const queues = useLive((state) => state.queues);
  const unit = measures.get(tile.measure)?.unit ?? "count";
  return (
    <section>
      <h3 className="label">{t("boards.behind.byQueue")}</h3>
      <ul>
        {chosenQueues(queues, tile.queues).map((view) => (
          <li key={view.id} className={css.line}>
            {MEASURES[tile.measure] === "today" ? (
              <Link to="/calls" search={callsOf(tile.measure, view.id)}>
                {view.name}
              </Link>
            ) : (
              <button type="button" className={css.press} data-panel={`queue:${view.id}`}>
                {view.name}
              </button>
            )}
            <span className="num">
              {valueWords(cellOf(tile.measure, view, 0).value, unit, fmt, 1)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Waiting({ tile }: { tile: Tile }) {
  const { t } = useI18n();
  const stopped = useStopped();
  const kept = useMemo(() => waitingKept(tile.queues), [tile.queues]);
  const ids = useLive((state) => kept(state.interactions));
  const interactions = useLive((state) => state.interactions);
  return (
    <section>
      <h3 className="label">{t("wallboard.waitingNow")}</h3>
      {ids.length === 0 && <p className="muted">{t("boards.list.nobodyWaits")}</p>}
      <ul>
        {ids.slice(0, SHOWN_MAX).map((id) => {
          const view = interactions.get(id);
          if (!view) return null;
          const { live, contact } = view;
          const number = live.caller === "" ? t("wallboard.withheld") : phoneNumber(live.caller);
          return (
            <li key={id} className={css.line}>
              <button type="button" className={css.press} data-panel={`caller:${id}`}>
                {(contact?.name ?? live.caller_name) || number}
              </button>
              <span className="muted">{view.queue_name}</span>
              <Since instant={live.queued_at} stopped={stopped} className={css.clock} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function People({ tile }: { tile: NumberTile }) {
  const { t } = useI18n();
  const stopped = useStopped();
  const members = useMembers(tile.teams);
  const { measure, queues } = tile;
  const kept = useMemo(
    () =>
      listKept((agents: ReadonlyMap<number, AgentView>) =>
        [...agents.values()]
          .filter((agent) => countedIn(measure, agent))
          .filter((agent) => members?.has(agent.live.id) ?? true)
          .filter(
            (agent) =>
              MEASURES[measure] === "agents" ||
              (queues.length === 0
                ? agent.queues.length > 0
                : agent.queues.some((id) => queues.includes(id))),
          )
          .sort((a, b) => a.name.localeCompare(b.name)),
      ),
    [measure, members, queues],
  );
  const people = useLive((state) => kept(state.agents));
  return (
    <section>
      <h3 className="label">{t("wallboard.agents")}</h3>
      {people.length === 0 && <p className="muted">{t("boards.list.nobodyThere")}</p>}
      <ul>
        {people.slice(0, SHOWN_MAX).map((agent) => {
          const state = stateName(agent.live.state);
          return (
            <li key={agent.live.id} className={css.line}>
              <StateShape state={state} size={12} label={t(`state.${state}`)} />
              <button type="button" className={css.press} data-panel={`agent:${agent.live.id}`}>
                {agent.name}
              </button>
              <Since instant={agent.live.state_since} stopped={stopped} className={css.clock} />
            </li>
          );
        })}
        {people.length > SHOWN_MAX && (
          <li className="muted">
            {t("wallboard.more.agents", { count: people.length - SHOWN_MAX })}
          </li>
        )}
      </ul>
    </section>
  );
}

/** What a number is made of: its formula, and the calls, callers or people it counts, each one press away. */
export function Behind({
  tile,
  onClose,
  onChoose,
}: {
  tile: Tile;
  onClose: () => void;
  onChoose: (name: string) => void;
}) {
  const { measures } = useWorld();
  const definition = measures.get(tile.measure);
  const of = MEASURES[tile.measure];
  const waits = tile.measure === "waiting" || tile.measure === "longest_waiting_now";
  return (
    <Drawer open title={tile.title || (definition?.name ?? "")} onClose={onClose}>
      <div
        className={css.behind}
        onClick={(event) => {
          const name = (event.target as HTMLElement).closest<HTMLElement>("[data-panel]")?.dataset[
            "panel"
          ];
          if (name !== undefined) onChoose(name);
        }}
      >
        <p className="muted">{definition?.formula}</p>
        {of !== "agents" && <ByQueue tile={tile} />}
        {waits && <Waiting tile={tile} />}
        {tile.kind === "number" && of !== "today" && !waits && <People tile={tile} />}
      </div>
    </Drawer>
  );
}
