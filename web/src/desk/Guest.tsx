import { useI18n } from "@/i18n/i18n";
import type { MonitorMode } from "@/contracts/contracts.gen";
import { Button, Countdown, Notice, StateLabel, Timer, useKeys } from "@/ui";
import { Participants } from "./Consultation";
import { Controls } from "./Controls";
import { CallerLines } from "./Conversation";
import css from "./PhoneColumn.module.css";
import { Meters } from "./Meters";
import { MonitorModes } from "./MonitorBar";
import type { Scene } from "./scene.model";
import { ask, callerName, useDesk } from "./useDesk";

type Guest = Extract<Scene, { kind: "guest" }>;

/** A supervisor in somebody's talk: who hears whom, and the way to take it over. */
function Monitoring({ scene }: { scene: Guest }) {
  const { t } = useI18n();
  const { input } = useDesk();
  const { interaction, mode } = scene;
  const agent = input.agent?.live.id ?? 0;
  const change = (wanted: MonitorMode) =>
    void ask({ kind: "monitor", agent, interaction, mode: wanted }, t);
  const takeOver = () => void ask({ kind: "take_over", agent, interaction }, t);
  useKeys([
    { keys: "l", label: t("guest.listen"), group: "call", run: () => change("listen") },
    { keys: "w", label: t("guest.whisper"), group: "call", run: () => change("whisper") },
    // Never one bare letter: the customer hears it.
    { keys: "g b", label: t("guest.barge"), group: "call", run: () => change("barge") },
    { keys: "g o", label: t("guest.takeOver"), group: "call", run: takeOver },
  ]);
  return (
    <>
      <MonitorModes scene={scene} />
      <p className="muted" role="status">
        {t(`guest.says.${mode ?? "listen"}`, { name: scene.owner })}
      </p>
      {scene.joined && (
        <Button wide keyHint="G O" onClick={takeOver}>
          {t("guest.takeOver")}
        </Button>
      )}
    </>
  );
}

/** In a call that somebody else has. */
export function GuestCard({ scene }: { scene: Guest }) {
  const { t } = useI18n();
  const { input } = useDesk();
  const listening = scene.role === "monitor";
  const says = !scene.joined
    ? t("guest.connecting")
    : scene.role === "consulted" && scene.withCustomer
      ? t("guest.music", { name: scene.owner })
      : t("guest.asked", { name: scene.owner });
  return (
    <section className={css.section}>
      <div className={css.stateLine}>
        <StateLabel
          state={scene.joined ? "talking" : "ringing"}
          coloured
          text={t(`guest.role.${scene.role}`)}
        />
        <span className="muted">{input.interaction?.queue_name}</span>
      </div>
      <CallerLines caller={scene.caller} />
      <Timer since={scene.since} className={css.timer} />
      {(!listening || !scene.joined) && (
        <p className="muted" role="status">
          {says}
        </p>
      )}
      {listening && <Monitoring scene={scene} />}
      {!listening && <Participants caller={scene.caller} />}
      <Controls scene={scene} />
      {input.phone.call && <Meters />}
    </section>
  );
}

/** A call of mine goes out: the own phone first, then the customer's. */
export function DiallingCard({ scene }: { scene: Extract<Scene, { kind: "dialling" }> }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { input } = useDesk();
  return (
    <section className={css.section}>
      <div className={css.stateLine}>
        <StateLabel state="ringing" coloured text={t("dial.dialling")} />
        <span className="muted">{input.interaction?.queue_name}</span>
      </div>
      <CallerLines caller={scene.caller} />
      <Timer since={scene.since} className={css.timer} />
      <p className="muted" role="status">
        {t(`dial.rings.${scene.ringing}`, { name: callerName(scene.caller, i18n) })}
      </p>
      <Controls scene={scene} />
    </section>
  );
}

/** My phone was away: the customer hears music, and both come back without a click. */
export function ReconnectingCard({ scene }: { scene: Extract<Scene, { kind: "reconnecting" }> }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { input } = useDesk();
  const name = callerName(scene.caller, i18n);
  return (
    <section className={css.section}>
      <div className={css.stateLine}>
        <StateLabel state="hold" coloured text={t("reconnect.state")} />
        <span className="muted">{input.interaction?.queue_name}</span>
      </div>
      <CallerLines caller={scene.caller} />
      <div className={css.clock}>
        <Countdown until={scene.until} className={css.timer} />
        <span className="faint">{t("wrap.left")}</span>
      </div>
      <Notice tone="warn" title={t("reconnect.title")}>
        {t("reconnect.text", { name })}
      </Notice>
    </section>
  );
}
