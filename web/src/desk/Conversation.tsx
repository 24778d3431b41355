import {
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import { Button, Notice, StateLabel, Timer, useKeys, useSecond } from "@/ui";
import { duration } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import { Keypad } from "./Keypad";
import { Meters } from "./Meters";
import css from "./PhoneColumn.module.css";
import { QualityLine } from "./QualityLine";
import { controlsOf, type Caller, type Control, type Scene } from "./scene.model";
import { callerName, useAct, useDesk } from "./useDesk";

const ICON = { size: 20, stroke: 1.6, "aria-hidden": true } as const;

const ICONS: Partial<Record<Control["id"], readonly [off: ReactNode, on: ReactNode]>> = {
  mute: [<IconMicrophone key="off" {...ICON} />, <IconMicrophoneOff key="on" {...ICON} />],
  hold: [<IconPlayerPause key="off" {...ICON} />, <IconPlayerPlay key="on" {...ICON} />],
  keypad: [<IconDialpad key="off" {...ICON} />, <IconDialpad key="on" {...ICON} />],
};

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

function Controls({
  scene,
  keypad,
  onKeypad,
}: {
  scene: Talking;
  keypad: boolean;
  onKeypad: () => void;
}) {
  const { t } = useI18n();
  const { input } = useDesk();
  const act = useAct(onKeypad);
  const controls = controlsOf(scene, input);
  const end = controls.find((control) => control.id === "end");
  useKeys(
    controls.map((control) => ({
      keys: control.keys,
      label: t(control.label),
      group: "call" as const,
      run: () => act(control.action),
    })),
  );
  return (
    <>
      <div className={css.controls}>
        {controls
          .filter((control) => control.id !== "end")
          .map((control) => {
            const on = control.id === "keypad" ? keypad : control.pressed;
            return (
              <button
                key={control.id}
                type="button"
                className={css.control}
                aria-pressed={on}
                data-control={control.id}
                onClick={() => act(control.action)}
              >
                {ICONS[control.id]?.[on ? 1 : 0]}
                <span>{t(control.label)}</span>
                <kbd>{control.keys.toUpperCase()}</kbd>
              </button>
            );
          })}
      </div>
      {keypad && <Keypad onClose={onKeypad} />}
      {end && (
        <Button
          kind="stop"
          wide
          keyHint="Ctrl E"
          className={css.end}
          icon={<IconPhoneOff size={16} stroke={1.6} aria-hidden />}
          onClick={() => act(end.action)}
        >
          {t(end.label)}
        </Button>
      )}
    </>
  );
}

/** The phone during a conversation. The timer is the biggest thing on the page. */
export function Conversation({
  scene,
  keypad,
  onKeypad,
}: {
  scene: Talking;
  keypad: boolean;
  onKeypad: () => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const { input } = useDesk();
  const here = !scene.elsewhere && input.phone.call !== null;
  return (
    <section className={css.section}>
      <div className={css.stateLine}>
        <StateLabel state={scene.kind} coloured />
        <span className="muted">{input.interaction?.queue_name}</span>
        <span className={css.push} />
        {scene.recording && <span className={css.recording}>{t("phone.recording")}</span>}
      </div>
      <CallerLines caller={scene.caller} />
      <Clock scene={scene} />
      {scene.kind === "hold" ? (
        <p className="muted">{t("phone.holdSays", { name: callerName(scene.caller, i18n) })}</p>
      ) : (
        here && <QualityLine onHold={false} />
      )}
      {scene.elsewhere && <p className="muted">{t("phone.elsewhereTalking")}</p>}
      {!scene.elsewhere && !here && input.phone.registration === "registered" && (
        <Notice tone="warn" title={t("phone.noVoice")}>
          {t("phone.noVoiceText")}
        </Notice>
      )}
      <Controls scene={scene} keypad={keypad} onKeypad={onKeypad} />
      {here && <Meters />}
    </section>
  );
}
