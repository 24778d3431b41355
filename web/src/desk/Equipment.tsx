import { useRef, useState, useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import { CallAudio } from "@/softphone/audio";
import { echo } from "@/softphone/echo";
import { SILENCE } from "@/softphone/quality";
import { Button, Notice, Select } from "@/ui";
import { headset, testTone, workplace } from "./browser";
import { Bars, paint } from "./Meters";
import css from "./SideColumn.module.css";
import { useWorkplace } from "./useDesk";
import type { DeviceChoice } from "./workplace";

const ECHO_SECONDS = 3;
const FRAME_MS = 80;

type Result = "idle" | "listening" | "playing" | "heard" | "silent";

/** Records three seconds and plays them back: what one hears then is what callers hear. Says so when nothing came. */
function EchoTest() {
  const { t } = useI18n();
  const { chosen } = useWorkplace();
  const [result, setResult] = useState<Result>("idle");
  const bars = useRef<HTMLSpanElement>(null);
  const running = result === "listening" || result === "playing";
  const test = async () => {
    if (running) return;
    setResult("listening");
    const meter = new CallAudio();
    let loudest = 0;
    const timer = setInterval(() => {
      const { you } = meter.levels();
      loudest = Math.max(loudest, you);
      paint(bars.current, you);
    }, FRAME_MS);
    const over = setTimeout(() => {
      clearInterval(timer);
      setResult("playing");
    }, ECHO_SECONDS * 1000);
    try {
      await echo(chosen, ECHO_SECONDS, (stream) => meter.watch(stream));
      setResult(loudest > SILENCE ? "heard" : "silent");
    } catch {
      // No microphone, or none that we may use: the same sentence tells what to look at.
      setResult("silent");
    } finally {
      clearInterval(timer);
      clearTimeout(over);
      meter.close();
    }
  };
  return (
    <>
      <div className={css.buttons}>
        <Button onClick={() => void test()} aria-disabled={running}>
          {t("equipment.echo")}
        </Button>
        <Button onClick={() => testTone()}>{t("equipment.tone")}</Button>
      </div>
      <div aria-live="polite">
        {result === "listening" && (
          <p className={css.listening}>
            <Bars label={t("equipment.speak")} bars={bars} />
          </p>
        )}
        {result === "playing" && <p className={css.listening}>{t("equipment.playing")}</p>}
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

/** Buttons and lights of the headset, where the browser can. */
function HeadsetButtons() {
  const { t } = useI18n();
  const { possible, name } = useSyncExternalStore(headset.subscribe, headset.state);
  if (!possible) return <p className="faint detail">{t("headset.impossible")}</p>;
  if (name !== "") return <p className="muted detail">{t("headset.works", { name })}</p>;
  return (
    <div className={css.buttons}>
      <Button onClick={() => void headset.choose()}>{t("headset.choose")}</Button>
    </div>
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
      {speakers.length > 0 && (
        <Select
          label={t("devices.ringer")}
          options={options(speakers)}
          value={chosen.ringer}
          onChange={(event) => void workplace.choose({ ringer: event.target.value })}
        />
      )}
      <EchoTest />
      <HeadsetButtons />
    </section>
  );
}
