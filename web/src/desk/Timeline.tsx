import { IconClockPause, IconPhoneIncoming, IconPhoneX, IconSitemap } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { fetchContactTimeline, type InteractionRow } from "@/api/desk";
import { Rich, useI18n } from "@/i18n/i18n";
import { EmptyState, ErrorState, Ribbon, Skeleton, StateShape, Timer, useSecond } from "@/ui";
import { dayKey, duration, timeOfDay, timeWithSeconds } from "@/ui/format";
import { nowMs } from "@/ui/ticker";
import { toMs } from "@/live/state";
import css from "./Timeline.module.css";
import { stretchesUntil } from "./trail.model";
import { useDesk, useDispositionName } from "./useDesk";

const ICON = { size: 16, stroke: 1.6, "aria-hidden": true } as const;

interface ItemProps {
  when: string;
  mark: ReactNode;
  tone?: "bad";
  text: ReactNode;
  aside?: ReactNode;
  note?: string;
}

function Item({ when, mark, tone, text, aside, note }: ItemProps) {
  return (
    <li className={css.item}>
      <time className="faint">{when}</time>
      <span className={css.mark} data-tone={tone}>
        {mark}
      </span>
      <div className={css.text}>
        <p>{text}</p>
        {note !== undefined && note !== "" && <p className={`muted ${css.quote ?? ""}`}>{note}</p>}
      </div>
      <span className={`faint num ${css.aside ?? ""}`}>{aside}</span>
    </li>
  );
}

/** The call in hand: its way to scale, and each step in words. */
export function ThisCall() {
  const { t } = useI18n();
  const { input, scene, trail } = useDesk();
  const now = Math.max(useSecond() * 1000, nowMs());
  const live = input.interaction?.live;
  if (!live || !trail) return null;
  const arrived = toMs(live.arrived_at);
  const until = live.phase === "ended" ? toMs(live.phase_since) : now;
  const time = (from: number, to: number) => ({ time: duration((to - from) / 1000) });
  const queued = toMs(live.queued_at);
  const connected = toMs(live.connected_at);
  const guest = scene.kind === "guest" ? scene.owner : null;
  const withWhom = (lasted: { time: string }) =>
    guest === null ? t("card.withYou", lasted) : t("card.withAgent", { ...lasted, name: guest });
  const parts = [
    queued > 0 ? t("card.menu", time(arrived, queued)) : null,
    queued > 0 ? t("card.queue", time(queued, connected > 0 ? connected : until)) : null,
    connected > 0 ? withWhom(time(connected, until)) : null,
  ].filter((part) => part !== null);
  return (
    <section className={css.now}>
      <div className={css.nowHead}>
        <span>
          <b>{t("card.thisCall")}</b>{" "}
          <span className="muted">{t("card.arrived", { time: timeWithSeconds(arrived) })}</span>
        </span>
        <span className="muted num detail">{parts.join(" · ")}</span>
      </div>
      <Ribbon
        label={[t("card.thisCall"), ...parts].join(", ")}
        from={arrived}
        to={until}
        height={10}
        stretches={stretchesUntil(trail, until)}
      />
    </section>
  );
}

function StepsNow() {
  const { t } = useI18n();
  const { input, scene } = useDesk();
  const interaction = input.interaction;
  if (!interaction) return null;
  const { live } = interaction;
  const connected = toMs(live.connected_at);
  const queued = toMs(live.queued_at);
  const answered =
    scene.kind === "guest"
      ? t("card.answeredBy", { name: scene.owner })
      : t(live.direction === "outbound" ? "card.reached" : "card.answered");
  return (
    <>
      {connected > 0 && (
        <Item
          when={timeOfDay(connected)}
          mark={<StateShape state="talking" size={12} />}
          text={<b>{answered}</b>}
        />
      )}
      {scene.kind === "ringing" && (
        <Item
          when={timeOfDay(scene.since > 0 ? scene.since : nowMs())}
          mark={<StateShape state="ringing" size={14} />}
          text={<b>{t("card.ringing")}</b>}
          aside={scene.since > 0 && <Timer since={scene.since} />}
        />
      )}
      {queued > 0 && (
        <Item
          when={timeOfDay(queued)}
          mark={<IconClockPause {...ICON} />}
          text={<b>{t("card.waitedIn", { queue: interaction.queue_name })}</b>}
          aside={connected > 0 ? duration((connected - queued) / 1000) : <Timer since={queued} />}
        />
      )}
      {live.path.length > 0 && (
        <Item
          when={timeOfDay(toMs(live.path[0]?.at ?? live.arrived_at))}
          mark={<IconSitemap {...ICON} />}
          text={
            <Rich
              text={t("card.chose", {
                choices: live.path.map((step) => `${step.key} ${step.label}`).join(", "),
              })}
            />
          }
          aside={queued > 0 ? duration((queued - toMs(live.arrived_at)) / 1000) : undefined}
        />
      )}
    </>
  );
}

function Past({ row }: { row: InteractionRow }) {
  const named = useDispositionName();
  const { t, fmt } = useI18n();
  const at = new Date(row.arrived_at);
  const today = dayKey(at) === dayKey(nowMs());
  const gaveUp = row.outcome === "abandoned";
  const queue = row.queue ? ` ${t("card.inQueue", { queue: row.queue.name })}` : "";
  return (
    <Item
      when={today ? timeOfDay(at) : fmt.shortDate(at)}
      mark={gaveUp ? <IconPhoneX {...ICON} /> : <IconPhoneIncoming {...ICON} />}
      {...(gaveUp ? { tone: "bad" as const } : {})}
      text={
        gaveUp ? (
          <>
            <b>{t("card.gaveUp", { time: duration(row.wait_seconds) })}</b>
            <span className="muted">{queue}</span>
          </>
        ) : (
          <>
            {t("card.call")} <b>{named(row.disposition) || row.path.at(-1)?.label}</b>
            <span className="muted">{queue}</span>
          </>
        )
      }
      aside={[gaveUp ? "" : duration(row.talk_seconds), row.agent?.name ?? ""]
        .filter(Boolean)
        .join(" · ")}
      note={row.note}
    />
  );
}

/** What happened with this caller, newest first: this call, then the past. */
export function Timeline() {
  const { t } = useI18n();
  const { input } = useDesk();
  const contact = input.interaction?.contact?.id ?? null;
  const current = input.interaction?.live.id;
  const past = useQuery({
    queryKey: ["contact-timeline", contact],
    queryFn: () => fetchContactTimeline(contact ?? 0),
    enabled: contact !== null,
  });
  const rows = (past.data ?? []).filter((row) => row.id !== current);
  return (
    <div className={css.timeline}>
      <h3>{t("card.now")}</h3>
      <ol>
        <StepsNow />
      </ol>
      {contact !== null && past.isPending && <Skeleton lines={[60, 80, 70]} />}
      {past.isError && rows.length === 0 && (
        <ErrorState
          title={t("card.historyFailed")}
          text={t("card.historyFailedText")}
          details={String(past.error)}
          onRetry={() => void past.refetch()}
        />
      )}
      {rows.length > 0 && (
        <>
          <h3>{t("card.earlier")}</h3>
          <ol>
            {rows.map((row) => (
              <Past key={row.id} row={row} />
            ))}
          </ol>
        </>
      )}
      {past.isSuccess && rows.length === 0 && <EmptyState title={t("card.noHistory")} />}
    </div>
  );
}
