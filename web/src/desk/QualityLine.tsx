import { useI18n } from "@/i18n/i18n";
import { Notice } from "@/ui";
import css from "./PhoneColumn.module.css";
import type { Line } from "@/softphone/line-watch";
import { useQuality } from "./useQuality";

const [WIDTH, HEIGHT] = [64, 20];

/** MOS 1 to 4.5 as a small line; the words beside it say the same. */
function Course({ course, tone }: { course: Line["course"]; tone: "good" | "warn" | "bad" }) {
  if (course.length < 2) return null;
  const points = course.map((mos, index) => {
    const x = (index / (course.length - 1)) * WIDTH;
    const y = HEIGHT - 2 - ((mos - 1) / 3.5) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden className={css.course}>
      <polyline points={points.join(" ")} fill="none" stroke={`var(--${tone})`} strokeWidth="1.5" />
    </svg>
  );
}

/** A sentence first, figures second. */
export function QualityLine() {
  const { t, fmt } = useI18n();
  const { quality, verdict, course } = useQuality();
  if (!quality && verdict === "good")
    return <Notice tone="neutral" title={t("quality.measuring")} />;
  const tone =
    verdict === "good" ? "good" : verdict === "loss" || verdict === "delay" ? "warn" : "bad";
  const figures =
    quality &&
    t("quality.figures", {
      rtt: fmt.number(quality.roundTripMs),
      loss: fmt.percent(quality.loss, 1),
      mos: fmt.number(quality.mos, 1),
    });
  return (
    <div>
      <span className="visually-hidden" aria-live="polite">
        {verdict === "good" ? "" : t(`quality.${verdict}`)}
      </span>
      <Notice
        tone={verdict === "good" ? "neutral" : tone}
        title={t(`quality.${verdict}`)}
        aside={<Course course={course} tone={tone} />}
      >
        {verdict !== "good" && (
          <>
            {t(`quality.${verdict}Text`)}
            <br />
          </>
        )}
        <span className="num">{figures}</span>
      </Notice>
    </div>
  );
}
