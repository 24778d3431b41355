import { useI18n } from "@/i18n/i18n";
import { Button, StateLabel, Timer } from "@/ui";
import css from "./PhoneColumn.module.css";
import type { Scene } from "./scene.model";
import { reasonName, useMyQueues, usePresence, useReasons } from "./useDesk";

type Idle = Extract<Scene, { kind: "ready" | "not_ready" | "offline" }>;

/** Free, away or signed off: one sentence on what that means for calls, and the way back. */
export function IdleCard({ scene }: { scene: Idle }) {
  const i18n = useI18n();
  const { t } = i18n;
  const queues = useMyQueues();
  const reasons = useReasons();
  const setPresence = usePresence();
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const reason = scene.kind === "not_ready" ? reasonName(scene.reason, reasons.data, i18n) : "";
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
      {scene.kind !== "ready" && (
        <Button kind="go" large wide keyHint="Ctrl ." onClick={() => void setPresence("ready")}>
          {t("presence.iAmReady")}
        </Button>
      )}
    </section>
  );
}
