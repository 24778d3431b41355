import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPlay,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { useId, useMemo, useState, type KeyboardEvent } from "react";
import type { InteractionDetail } from "@/api/interactions";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton } from "@/ui";
import { duration } from "@/ui/format";
import { Decisions } from "./Decisions";
import { heardAt } from "./listening.model";
import { Legend, SHAPES } from "./Legend";
import css from "./Picture.module.css";
import {
  marksOf,
  pictureOf,
  showing,
  timeInWords,
  walk,
  within,
  zoomed,
  type Lane,
  type Piece,
  type Picture as Drawn,
  type Window,
} from "./picture.model";

const AXIS_MARKS = 8;
const ICON = { size: 16, stroke: 1.6, "aria-hidden": true } as const;

/** Percent of the track that stay free at either end, so that a mark there is whole. */
const MARGIN = 1.5;

/** Where an instant stands, in percent of the track. */
const placeOf = (at: number, { from, to }: Window): number =>
  MARGIN + ((at - from) / (to - from)) * (100 - 2 * MARGIN);

function useShare(window: Window) {
  const share = (at: number) => placeOf(at, window);
  return (piece: Piece) => {
    const left = Math.max(share(piece.from), -1);
    return { left, width: Math.min(share(piece.to), 101) - left };
  };
}

function LaneRow({
  lane,
  window,
  chosen,
  hatch,
  onChoose,
}: {
  lane: Lane;
  window: Window;
  chosen: string | null;
  hatch: string;
  onChoose: (key: string) => void;
}) {
  const share = useShare(window);
  return (
    <div className={css.lane}>
      <span className={css.name} title={lane.name} data-kind={lane.kind}>
        {lane.name}
      </span>
      <svg className={css.track} width="100%" height="24" aria-hidden>
        {lane.pieces
          .filter((piece) => piece.to >= window.from && piece.from <= window.to)
          .map((piece) => {
            const { left, width } = share(piece);
            const [y, height] = SHAPES[piece.state];
            const same = {
              "data-chosen": piece.key === chosen || undefined,
              onClick: () => onChoose(piece.key),
            };
            return piece.from === piece.to ? (
              <svg key={piece.key} x={`${left}%`} overflow="visible" className={css.mark} {...same}>
                <title>{piece.text}</title>
                <rect x="-12" y="0" width="24" height="24" fill="transparent" />
                <path d="M0 6 L6 12 L0 18 L-6 12 Z" />
              </svg>
            ) : (
              <rect
                key={piece.key}
                className={css.piece}
                data-state={piece.state}
                x={`${left}%`}
                width={`${Math.max(width, 0.2)}%`}
                y={y}
                height={height}
                {...(piece.state === "waiting" ? { fill: `url(#${hatch})` } : {})}
                {...same}
              >
                <title>{piece.text}</title>
              </rect>
            );
          })}
      </svg>
    </div>
  );
}

/** A mark further right ends at its place instead of standing around it. */
const LAST_SHARE = 95;

function Axis({ window, start }: { window: Window; start: number }) {
  return (
    <div className={css.lane} aria-hidden>
      <span className={css.name} />
      <div className={css.axis}>
        {marksOf(window, start, AXIS_MARKS).map((at) => {
          const share = placeOf(at, window);
          return (
            <span
              key={at}
              style={{ left: `${share}%` }}
              data-last={share > LAST_SHARE || undefined}
            >
              {duration((at - start) / 1000)}
            </span>
          );
        })}
      </div>
    </div>
  );
}

function AsTable({ picture }: { picture: Drawn }) {
  const { t } = useI18n();
  return (
    <details className={css.table}>
      <summary>{t("picture.asTable")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("picture.col.at")}</th>
            <th scope="col">{t("picture.col.time")}</th>
            <th scope="col">{t("picture.col.lane")}</th>
            <th scope="col">{t("picture.col.what")}</th>
          </tr>
        </thead>
        <tbody>
          {walk(picture).map(({ lane, piece }) => (
            <tr key={piece.key}>
              <td className="num">{duration((piece.from - picture.from) / 1000)}</td>
              <td className="num">
                {piece.to > piece.from ? duration((piece.to - piece.from) / 1000) : ""}
              </td>
              <th scope="row">{lane.name}</th>
              <td>{piece.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Chosen({
  found,
  picture,
  interaction,
  heard,
  onListen,
}: {
  found: { lane: Lane; piece: Piece } | undefined;
  picture: Drawn;
  interaction: string;
  /** Seconds into the recording at which the chosen piece begins; null: it is not in it. */
  heard: number | null;
  onListen: (seconds: number) => void;
}) {
  const { t } = useI18n();
  const [asked, setAsked] = useState<string | null>(null);
  const offer = found?.piece.offer;
  return (
    <div className={css.chosen}>
      <p aria-live="polite">
        {found ? (
          <>
            <span className="num faint">{timeInWords(found.piece, picture.from, t)}</span>{" "}
            <b>{found.lane.name}</b> {found.piece.text}
          </>
        ) : (
          <span className="faint">{t("picture.hint")}</span>
        )}
      </p>
      {heard !== null && (
        <Button
          icon={<IconPlayerPlay size={16} stroke={1.6} aria-hidden />}
          onClick={() => onListen(heard)}
        >
          {t("picture.listen", { at: duration(heard) })}
        </Button>
      )}
      {offer !== undefined && asked !== offer && (
        <Button onClick={() => setAsked(offer)}>{t("picture.why")}</Button>
      )}
      {offer !== undefined && asked === offer && (
        <Decisions interaction={interaction} offer={offer} />
      )}
    </div>
  );
}

/** Which part is seen and which piece is chosen, and how the keys change that. */
function useWalk(picture: Drawn) {
  const steps = useMemo(() => walk(picture), [picture]);
  const [part, setPart] = useState<Window | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const window = part ? within(part, picture) : { from: picture.from, to: picture.to };
  const place = steps.findIndex(({ piece }) => piece.key === chosen);
  const found = steps[place];
  const middle = found?.piece.from ?? (window.from + window.to) / 2;

  const go = (step: number) => {
    const next = steps[Math.min(Math.max(place + step, 0), steps.length - 1)];
    if (!next) return;
    setChosen(next.piece.key);
    if (part) setPart(showing(window, picture, next.piece));
  };
  const zoom = (factor: number) => {
    const next = zoomed(
      window,
      picture,
      factor,
      Math.min(Math.max(middle, window.from), window.to),
    );
    setPart(next.to - next.from >= picture.to - picture.from ? null : next);
  };
  const move = (share: number) => {
    const by = (window.to - window.from) * share;
    setPart(within({ from: window.from + by, to: window.to + by }, picture));
  };
  const whole = () => setPart(null);
  const keys: Record<string, () => void> = {
    ArrowRight: () => go(1),
    ArrowLeft: () => go(-1),
    Home: () => go(-steps.length),
    End: () => go(steps.length),
    "+": () => zoom(0.5),
    "=": () => zoom(0.5),
    "-": () => zoom(2),
    "0": whole,
    PageUp: () => move(-0.5),
    PageDown: () => move(0.5),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.altKey || event.metaKey ? undefined : keys[event.key];
    if (!act || event.target !== event.currentTarget) return;
    event.preventDefault();
    act();
  };
  return {
    steps,
    window,
    found,
    chosen,
    setChosen,
    isPart: part !== null,
    zoom,
    move,
    whole,
    onKeyDown,
  };
}

function Tools({
  zoom,
  move,
  whole,
  isPart,
}: Pick<ReturnType<typeof useWalk>, "zoom" | "move" | "whole" | "isPart">) {
  const { t } = useI18n();
  return (
    <div className={css.tools}>
      <h2>{t("picture.title")}</h2>
      {isPart && (
        <>
          <Button onClick={whole}>{t("picture.whole")}</Button>
          <IconButton label={t("picture.earlier")} onClick={() => move(-0.5)}>
            <IconChevronLeft {...ICON} />
          </IconButton>
          <IconButton label={t("picture.later")} onClick={() => move(0.5)}>
            <IconChevronRight {...ICON} />
          </IconButton>
          <IconButton label={t("picture.zoomOut")} onClick={() => zoom(2)}>
            <IconZoomOut {...ICON} />
          </IconButton>
        </>
      )}
      <IconButton label={t("picture.zoomIn")} onClick={() => zoom(0.5)}>
        <IconZoomIn {...ICON} />
      </IconButton>
    </div>
  );
}

/** Who waits, without a fill of its own: a pattern every picture brings. */
function Hatch({ id }: { id: string }) {
  return (
    <svg width="0" height="0" className={css.defs} aria-hidden>
      <pattern
        id={id}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(25)"
      >
        <line x1="1" y1="0" x2="1" y2="6" className={css.hatch} />
      </pattern>
    </svg>
  );
}

/** Every fact, offer, leg, party and recording of one interaction on lanes, to scale. */
export function Picture({
  call,
  now,
  onListen,
}: {
  call: InteractionDetail;
  now: number;
  /** Plays the recording from there on (seconds). */
  onListen: (seconds: number) => void;
}) {
  const { t } = useI18n();
  const hatch = useId();
  const picture = useMemo(() => pictureOf(call, now, t), [call, now, t]);
  const { steps, window, found, chosen, setChosen, onKeyDown, ...tools } = useWalk(picture);
  return (
    <div className={css.picture}>
      <Tools {...tools} />
      <Hatch id={hatch} />
      <div
        className={css.lanes}
        role="group"
        tabIndex={0}
        aria-label={t("picture.label", {
          lanes: picture.lanes.length,
          time: duration((picture.to - picture.from) / 1000),
          count: steps.length,
        })}
        onKeyDown={onKeyDown}
      >
        {picture.lanes.map((lane) => (
          <LaneRow
            key={lane.key}
            {...{ lane, window, chosen, hatch }}
            onChoose={(key) => setChosen(key)}
          />
        ))}
        <Axis window={window} start={picture.from} />
      </div>
      <Legend lanes={picture.lanes} hatch={hatch} />
      <Chosen
        {...{ found, picture, onListen }}
        interaction={call.id}
        heard={
          found && call.recording?.state === "ready"
            ? heardAt(call.timeline, call.recording.duration_seconds, found.piece.from)
            : null
        }
      />
      <AsTable picture={picture} />
    </div>
  );
}
