import { useI18n } from "@/i18n/i18n";
import { Button, Notice, StateLabel, Timer, useKeys, useSecond } from "@/ui";
import { duration } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import { Consultation, Participants } from "./Consultation";
import { Controls } from "./Controls";
import { recordControl, type Place } from "./controls.model";
import { Meters } from "./Meters";
import css from "./PhoneColumn.module.css";
import { consultationOf } from "./parties.model";
import { QualityLine } from "./QualityLine";
import type { Caller, Scene } from "./scene.model";
import { ask, callerName, useAct, useDesk, useDirectory } from "./useDesk";

/** Name, company and number, as far as they are known. All three are only text. */
export function CallerLines({ caller }: { caller: Caller }) {
  const i18n = useI18n();
  const { t } = i18n;
  const number = caller.number === "" ? t("phone.withheld") : phoneNumber(caller.number);
  const named = caller.name !== "";
  return (
    <div className={css.caller}>
      <h2>{named ? caller.name : number || callerName(caller, i18n)}</h2>
      <p className="muted num">
        {[named ? number : "", caller.company].filter(Boolean).join(" · ")}
      </p>
    </div>
  );
}

type Talking = Extract<Scene, { kind: "talking" | "hold" }>;

/** How long, against the usual of today: a tick, not an alarm. */
function UsualBar({ since }: { since: number }) {
  const { input } = useDesk();
  const now = useSecond();
  const today = input.agent?.live.today;
  const handled = today?.handled ?? 0;
  if (!today || handled < 3) return null;
  const usual = (today.talking + today.on_hold) / handled / 1e6;
  const span = Math.max(usual * 1.25, now - since / 1000);
  const share = (seconds: number) => `${Math.min(100, (seconds / span) * 100)}%`;
  return (
    <div className={css.usual} aria-hidden>
      <span style={{ width: share(now - since / 1000) }} />
      <i style={{ left: share(usual) }} />
      <small style={{ left: share(usual) }}>{duration(usual)}</small>
    </div>
  );
}

function Clock({ scene }: { scene: Talking }) {
  const { t } = useI18n();
  const held = scene.kind === "hold";
  return (
    <>
      <div className={css.clock}>
        <Timer
          since={held && scene.heldSince > 0 ? scene.heldSince : scene.since}
          className={css.timer}
        />
        <span className="faint detail num">
          {held ? (
            <CallTime since={scene.since} />
          ) : (
            scene.heldSeconds >= 1 && t("phone.heldTotal", { time: duration(scene.heldSeconds) })
          )}
        </span>
      </div>
      <UsualBar since={scene.since} />
    </>
  );
}

function CallTime({ since }: { since: number }) {
  const { t } = useI18n();
  const now = useSecond();
  return t("phone.callTime", { time: duration(now - since / 1000) });
}

/** Where wrap-up is the agent's own choice, it is made during the talk. */
function WrapUpWish({ scene }: { scene: Talking }) {
  const { t } = useI18n();
  const { input } = useDesk();
  const { data } = useDirectory(false);
  const live = input.interaction?.live;
  const agent = input.agent?.live;
  const queue = data?.queues.find((one) => one.id === live?.queue);
  const possible = queue?.wrap_up === "optional" && agent !== undefined && input.linked;
  const wish = () => {
    if (agent && !agent.wrap_up_requested) {
      const { interaction } = scene;
      void ask({ kind: "request_wrap_up", agent: agent.id, interaction }, t);
    }
  };
  useKeys(possible ? [{ keys: "w", label: t("wrap.request"), group: "call", run: wish }] : []);
  if (!possible) return null;
  return agent.wrap_up_requested ? (
    <p className="muted detail">{t("wrap.requested")}</p>
  ) : (
    <Button wide keyHint="W" onClick={wish}>
      {t("wrap.request")}
    </Button>
  );
}

/** Whether this is recorded, and the way to keep something out of the recording. */
function RecordingSwitch({ scene }: { scene: Talking }) {
  const { t } = useI18n();
  const { input } = useDesk();
  const act = useAct(() => undefined);
  const control = recordControl(scene, input);
  useKeys(
    control
      ? [{ keys: "r", label: t(control.label), group: "call", run: () => act(control.action) }]
      : [],
  );
  if (!scene.recording) return null;
  const paused = scene.recordingPaused;
  const says = t(paused ? "phone.recordingPaused" : "phone.recording");
  if (!control) return <span className={css.recording}>{says}</span>;
  return (
    <button
      type="button"
      className={css.recording}
      data-paused={paused || undefined}
      data-control="record"
      title={t(control.label)}
      onClick={() => act(control.action)}
    >
      <span role="status">{says}</span>
      <span className="visually-hidden">, {t(control.label)}</span>
      <kbd>R</kbd>
    </button>
  );
}

/** The phone during a conversation. The timer is the biggest thing on the page. */
export function Conversation({
  scene,
  keypad,
  onOpen,
}: {
  scene: Talking;
  keypad: boolean;
  onOpen: (place: Place) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const { input } = useDesk();
  const here = !scene.elsewhere && input.phone.call !== null;
  const asked = consultationOf(input.interaction);
  return (
    <section className={css.section}>
      <div className={css.stateLine}>
        <StateLabel state={scene.kind} coloured />
        <span className="muted">{input.interaction?.queue_name}</span>
        <span className={css.push} />
        <RecordingSwitch scene={scene} />
      </div>
      <CallerLines caller={scene.caller} />
      <Clock scene={scene} />
      {asked && <Consultation scene={scene} asked={asked} />}
      {scene.kind === "hold" && (
        <p className="muted">{t("phone.holdSays", { name: callerName(scene.caller, i18n) })}</p>
      )}
      {scene.kind === "talking" && here && <QualityLine />}
      {scene.elsewhere && <p className="muted">{t("phone.elsewhereTalking")}</p>}
      {!scene.elsewhere && !here && input.phone.registration === "registered" && (
        <Notice tone="warn" title={t("phone.noVoice")}>
          {t("phone.noVoiceText")}
        </Notice>
      )}
      <Participants caller={scene.caller} />
      <Controls scene={scene} keypad={keypad} onOpen={onOpen} />
      <WrapUpWish scene={scene} />
      {here && <Meters />}
    </section>
  );
}
