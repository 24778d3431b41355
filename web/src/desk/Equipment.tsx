import { useEffect, useRef, useState } from "react";
import { useI18n } from "@/i18n/i18n";
import { CallAudio } from "@/softphone/audio";
import { SILENCE } from "@/softphone/quality";
import { Button, Notice, Select } from "@/ui";
import { testTone, workplace } from "./browser";
import { Bars, paint } from "./Meters";
import css from "./SideColumn.module.css";
import { useWorkplace } from "./useDesk";
import type { DeviceChoice } from "./workplace";

const TEST_MS = 8_000;
const FRAME_MS = 80;

type Result = "idle" | "listening" | "heard" | "silent";

/** Listens to the microphone for a few seconds and says whether it delivers anything. */
function MicrophoneTest() {
  const { t } = useI18n();
  const { chosen } = useWorkplace();
  const [result, setResult] = useState<Result>("idle");
  const bars = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (result !== "listening") return;
    const audio = new CallAudio();
    let loudest = 0;
    const timer = setInterval(() => {
      const { you } = audio.levels();
      loudest = Math.max(loudest, you);
      paint(bars.current, you);
    }, FRAME_MS);
    const end = setTimeout(() => setResult(loudest > SILENCE ? "heard" : "silent"), TEST_MS);
    audio.openMicrophone(chosen.microphone).catch(() => setResult("silent"));
    return () => {
      clearInterval(timer);
      clearTimeout(end);
      audio.close();
    };
  }, [result, chosen.microphone]);
  return (
    <>
      <div className={css.buttons}>
        <Button onClick={() => setResult("listening")} aria-disabled={result === "listening"}>
          {t("equipment.test")}
        </Button>
        <Button onClick={() => testTone()}>{t("equipment.tone")}</Button>
      </div>
      <div aria-live="polite">
        {result === "listening" && (
          <p className={css.listening}>
            <Bars label={t("equipment.speak")} bars={bars} />
          </p>
        )}
        {result === "heard" && <Notice tone="good">{t("equipment.heard")}</Notice>}
        {result === "silent" && (
          <Notice tone="bad" title={t("quality.microphone_silent")}>
            {t("equipment.silent")}
          </Notice>
        )}
      </div>
    </>
  );
}

/** Between calls: which headset, and does it work? The microphone says so before the first caller does. */
export function Equipment() {
  const { t } = useI18n();
  const { microphones, speakers, chosen } = useWorkplace();
  const options = (choices: readonly DeviceChoice[]) => [
    { value: "", label: t("devices.system") },
    ...choices.map(({ id, label }) => ({ value: id, label })),
  ];
  return (
    <section className={css.section}>
      <h2 className="label">{t("equipment.title")}</h2>
      <Select
        label={t("devices.microphone")}
        options={options(microphones)}
        value={chosen.microphone}
        onChange={(event) => void workplace.choose({ microphone: event.target.value })}
      />
      {speakers.length > 0 && (
        <Select
          label={t("devices.speaker")}
          options={options(speakers)}
          value={chosen.speaker}
          onChange={(event) => void workplace.choose({ speaker: event.target.value })}
        />
      )}
      <MicrophoneTest />
    </section>
  );
}
