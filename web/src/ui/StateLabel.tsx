import type { ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import css from "./StateLabel.module.css";
import {
  JudgementShape,
  type Judgement,
  StateShape,
  type StateName,
  stateColour,
} from "./StateShape";

/** Shape and word of a state; `coloured` also tints the word (at the head of the phone). */
export function StateLabel({
  state,
  text,
  coloured = false,
}: {
  state: StateName;
  text?: string;
  coloured?: boolean;
}) {
  const { t } = useI18n();
  return (
    <span className={css.label} style={coloured ? { color: stateColour(state) } : undefined}>
      <StateShape state={state} />
      <span>{text ?? t(`state.${state}`)}</span>
    </span>
  );
}

/** A number that is judged: quiet when good, shape and colour when somebody should look. */
export function Judged({
  judgement,
  children,
}: {
  judgement?: Judgement | undefined;
  children: ReactNode;
}) {
  const { t } = useI18n();
  if (judgement === undefined || judgement === "good")
    return <span className="num">{children}</span>;
  return (
    <span className={`num ${css.judged}`} style={{ color: `var(--${judgement})` }}>
      <JudgementShape judgement={judgement} size={11} label={t(`judgement.${judgement}`)} />
      {children}
    </span>
  );
}

export type Tone = "neutral" | "accent" | Judgement;

/** A word in a small box. */
export function Chip({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={css.chip} data-tone={tone}>
      {(tone === "good" || tone === "warn" || tone === "bad") && (
        <JudgementShape judgement={tone} size={10} />
      )}
      {children}
    </span>
  );
}
