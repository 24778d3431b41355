import type { MonitorMode } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { Button, Segmented } from "@/ui";
import type { Scene } from "./scene.model";
import { ask, useDesk } from "./useDesk";

const isMode = (value: string): value is MonitorMode =>
  value === "listen" || value === "whisper" || value === "barge";

/** Who hears a supervisor, and the way to change it. */
export function MonitorModes({ scene }: { scene: Extract<Scene, { kind: "guest" }> }) {
  const { t } = useI18n();
  const { input } = useDesk();
  const agent = input.agent?.live.id ?? 0;
  const { interaction } = scene;
  return (
    <Segmented
      label={t("guest.mode")}
      options={[
        { value: "listen", label: t("guest.listen") },
        { value: "whisper", label: t("guest.whisper") },
        { value: "barge", label: t("guest.barge") },
      ]}
      value={scene.mode ?? "listen"}
      onChange={(mode) => {
        if (isMode(mode)) void ask({ kind: "monitor", agent, interaction, mode }, t);
      }}
    />
  );
}

/** The same in the line that stands over other pages, so that a supervisor stays at the board. */
export function MonitorBar({ scene }: { scene: Extract<Scene, { kind: "guest" }> }) {
  const { t } = useI18n();
  const { input } = useDesk();
  const agent = input.agent?.live.id ?? 0;
  const { interaction } = scene;
  return (
    <>
      <MonitorModes scene={scene} />
      {scene.joined && (
        <Button onClick={() => void ask({ kind: "take_over", agent, interaction }, t)}>
          {t("guest.takeOver")}
        </Button>
      )}
      <Button onClick={() => void ask({ kind: "stop_monitoring", agent, interaction }, t)}>
        {t("guest.stop")}
      </Button>
    </>
  );
}
