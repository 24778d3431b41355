import { IconHeadset } from "@tabler/icons-react";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, Menu, type MenuItem } from "@/ui";
import { workplace } from "./browser";
import css from "./DeskPage.module.css";
import { microphoneInUse, troublesOf } from "./equipment.model";
import { useWorkplace } from "./useDesk";
import type { DeviceChoice } from "./workplace";

/** The headset in use, and the choice of another; works in the middle of a call. */
export function DeviceMenu() {
  const { t } = useI18n();
  const state = useWorkplace();
  const { microphone, microphones, speakers, chosen } = state;
  const items = (
    choices: readonly DeviceChoice[],
    selected: string,
    choose: (id: string) => void,
  ): MenuItem[] =>
    [{ id: "", label: t("devices.system") }, ...choices].map(({ id, label }) => ({
      key: id === "" ? "system" : id,
      label,
      chosen: id === selected,
      onChoose: () => choose(id),
    }));
  const name = microphoneInUse(state);
  const usable = microphone === "granted";
  const fine = usable && troublesOf(state).length === 0;
  return (
    <Menu
      align="end"
      width={280}
      trigger={(props) => (
        <button {...props} className={css.device}>
          <span className="visually-hidden">{t("devices.menu")}: </span>
          <IconHeadset size={16} stroke={1.6} aria-hidden />
          <span className={css.deviceName}>
            {usable ? name || t("devices.system") : t("devices.none")}
          </span>
          <JudgementShape judgement={fine ? "good" : usable ? "warn" : "bad"} size={12} />
        </button>
      )}
      groups={[
        {
          key: "microphone",
          label: t("devices.microphone"),
          items: items(
            microphones,
            chosen.microphone,
            (id) => void workplace.choose({ microphone: id }),
          ),
        },
        {
          key: "speaker",
          label: speakers.length > 0 ? t("devices.speaker") : t("devices.speakerOnlySystem"),
          items:
            speakers.length > 0
              ? items(speakers, chosen.speaker, (id) => void workplace.choose({ speaker: id }))
              : [],
        },
      ]}
    />
  );
}
