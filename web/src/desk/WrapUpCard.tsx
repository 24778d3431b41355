import { useI18n } from "@/i18n/i18n";
import { Button, Countdown, Ribbon, StateLabel, stateName, Timer, useKeys, useSecond } from "@/ui";
import { duration } from "@/ui/format";
import { nowMs } from "@/ui/ticker";
import { toMs } from "@/live/state";
import { CallerLines } from "./Conversation";
import css from "./PhoneColumn.module.css";
import { afterWrapUp } from "./presence.model";
import type { Scene } from "./scene.model";
import { stretchesUntil } from "./trail.model";
import { ask, reasonName, useDesk, useReasons } from "./useDesk";
import { useWrapUp } from "./WrapUpContext";

type WrapUp = Extract<Scene, { kind: "wrap_up" }>;

function Progress({ scene }: { scene: WrapUp }) {
  const now = useSecond();
  const whole = scene.endsAt - scene.since;
  const left = whole <= 0 ? 0 : Math.min(1, Math.max(0, (scene.endsAt - now * 1000) / whole));
  return (
    <div className={css.usual} data-state="wrap_up" aria-hidden>
      <span style={{ width: `${left * 100}%` }} />
    </div>
  );
}

function TheCall() {
  const { t } = useI18n();
  const { input, trail } = useDesk();
  const live = input.interaction?.live;
  if (!live) return null;
  const ended = live.phase === "ended" ? toMs(live.phase_since) : nowMs();
  // Somebody who was never reached was never with me.
  const reached = live.connected_at > 0;
  const waited = reached && live.queued_at > 0;
  const rows: [string, number | null][] = [
    [t("wrap.withYou"), reached ? (ended - toMs(live.connected_at)) / 1000 : null],
    [t("wrap.onHold"), reached ? toMs(live.held) / 1000 : null],
    [t("wrap.waited"), waited ? toMs(live.connected_at - live.queued_at) / 1000 : null],
  ];
  return (
    <section className={css.section}>
      <h2 className="label">{t("wrap.call")}</h2>
      <dl className={css.facts} data-figures>
        {rows.map(([label, seconds]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="num">{duration(seconds)}</dd>
          </div>
        ))}
      </dl>
      {trail && (
        <Ribbon
          label={t("wrap.call")}
          from={toMs(live.arrived_at)}
          to={ended}
          height={10}
          stretches={stretchesUntil(trail, ended)}
        />
      )}
    </section>
  );
}

/** Wrap-up: how much time is left, what happens then, and the way out. */
export function WrapUpCard({ scene }: { scene: WrapUp }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { input } = useDesk();
  const reasons = useReasons();
  const { finish } = useWrapUp();
  const { extensions, interaction } = scene;
  const extend = () => {
    if (agent) void ask({ kind: "extend_wrap_up", agent: agent.id, interaction }, t);
  };
  const agent = input.agent?.live;
  const afterwards =
    (agent?.presence === "not_ready" && reasonName(agent.reason, reasons.data, i18n)) ||
    t(`state.${stateName(agent?.presence ?? "ready")}`);
  const timed = scene.endsAt > 0;
  const says = !timed ? "wrap.saysOpen" : scene.mandatory ? "wrap.saysMandatory" : "wrap.says";
  const breakReason = reasons.data?.find((reason) => reason.code === "break") ?? reasons.data?.[0];
  const { first, instead } = afterWrapUp(agent, breakReason?.code);
  const saves =
    first.presence === "ready" ? t("wrap.save") : t("wrap.saveThen", { presence: afterwards });
  const save = () => void finish(first.presence, first.reason);
  useKeys([
    { keys: "Ctrl+Enter", label: saves, group: "desk", run: save },
    ...(extensions > 0
      ? [{ keys: "+", label: t("wrap.extend"), group: "desk" as const, run: extend }]
      : []),
  ]);
  return (
    <>
      <section className={css.section}>
        <div className={css.stateLine}>
          <StateLabel state="wrap_up" coloured />
          <span className="muted">{input.interaction?.queue_name}</span>
        </div>
        <CallerLines caller={scene.caller} />
        <div className={css.clock}>
          {timed ? (
            <>
              <Countdown until={scene.endsAt} className={css.timer} />
              <span className="faint">{t("wrap.left")}</span>
            </>
          ) : (
            <Timer since={scene.since} className={css.timer} />
          )}
        </div>
        {timed && <Progress scene={scene} />}
        <p className="muted detail">{t(says, { presence: afterwards })}</p>
        <Button kind="primary" wide keyHint="Ctrl ↵" className={css.end} onClick={save}>
          {scene.mandatory ? t("wrap.saveMandatory") : saves}
        </Button>
        {extensions > 0 && (
          <Button wide keyHint="+" onClick={extend}>
            {t("wrap.extend")}
            <span className="faint"> {t("wrap.extensionsLeft", { count: extensions })}</span>
          </Button>
        )}
        {instead && (
          <Button wide onClick={() => void finish(instead.presence, instead.reason)}>
            {t(instead.presence === "ready" ? "wrap.save" : "wrap.saveBreak")}
          </Button>
        )}
      </section>
      <TheCall />
    </>
  );
}
