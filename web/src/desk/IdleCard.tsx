import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useI18n } from "@/i18n/i18n";
import { Button, StateLabel, Timer, useKeys } from "@/ui";
import css from "./PhoneColumn.module.css";
import type { Scene } from "./scene.model";
import { reasonName, useDesk, useMyQueues, usePresence, useReasons } from "./useDesk";

type Idle = Extract<Scene, { kind: "ready" | "not_ready" | "offline" }>;

/** Free, away or signed off: one sentence on what that means for calls, and the way back. */
export function IdleCard({ scene, onDial }: { scene: Idle; onDial: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const queues = useMyQueues();
  const reasons = useReasons();
  const setPresence = usePresence();
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const reason = scene.kind === "not_ready" ? reasonName(scene.reason, reasons.data, i18n) : "";
  const { input } = useDesk();
  const dials = scene.kind !== "offline" && input.linked && queues.length > 0;
  useKeys(dials ? [{ keys: "d", label: t("dial.title"), group: "desk", run: onDial }] : []);
  const missed = scene.kind === "not_ready" && scene.reason === "missed";
  return (
    <section className={css.section}>
      <div className={css.stateLine}>
        <StateLabel state={scene.kind} coloured />
        <span className="muted">
          {scene.kind === "ready" ? t("presence.queues", { count: queues.length }) : reason}
        </span>
      </div>
      {scene.kind !== "offline" && <Timer since={scene.since} className={css.timer} />}
      <p className="muted">
        {scene.kind === "offline" && t("presence.offlineText")}
        {scene.kind === "not_ready" && t(missed ? "presence.missedText" : "presence.notReadyText")}
        {scene.kind === "ready" &&
          (waiting === 0 ? t("presence.nobodyWaits") : t("presence.someWait", { count: waiting }))}
      </p>
      {scene.kind === "ready" && !scene.reachable && (
        <p className={css.warn}>{t("presence.unreachable")}</p>
      )}
      {dials && (
        <Button
          wide
          keyHint="D"
          icon={<IconPhoneOutgoing size={16} stroke={1.6} aria-hidden />}
          onClick={onDial}
        >
          {t("dial.title")}
        </Button>
      )}
      {scene.kind !== "ready" && (
        <Button kind="go" large wide keyHint="Ctrl ." onClick={() => void setPresence("ready")}>
          {t("presence.iAmReady")}
        </Button>
      )}
    </section>
  );
}
