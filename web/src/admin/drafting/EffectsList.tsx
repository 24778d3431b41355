import type { Consequence, Effects } from "@/api/drafts";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape } from "@/ui";
import kit from "../kit/Kit.module.css";

const ORDER = { bad: 0, warn: 1, good: 2 } as const;

const sorted = (all: readonly Consequence[]): Consequence[] =>
  [...all].sort((a, b) => ORDER[a.tone] - ORDER[b.tone]);

function Sentences({ all }: { all: readonly Consequence[] }) {
  return (
    <ul className={kit.effects}>
      {sorted(all).map((one) => (
        <li key={`${one.code}/${one.kind}/${one.id}/${one.sentence}`} data-tone={one.tone}>
          <JudgementShape judgement={one.tone} size={11} />
          <span>{one.sentence}</span>
        </li>
      ))}
    </ul>
  );
}

/** What changes lead to: first what comes with them, then what was so before; problems above all. */
export function EffectsList({
  effects,
  about,
}: {
  effects: Effects;
  /** Of what was so before only what concerns this thing. */
  about?: { kind: string; id: number } | undefined;
}) {
  const { t } = useI18n();
  const fresh = effects.consequences.filter((one) => one.is_new);
  const former = effects.consequences.filter(
    (one) =>
      !one.is_new && (about === undefined || (one.kind === about.kind && one.id === about.id)),
  );
  return (
    <>
      {effects.problems.length > 0 && (
        <ul className={kit.effects}>
          {effects.problems.map((problem) => (
            <li key={problem} data-tone="bad">
              <JudgementShape judgement="bad" size={11} />
              <span>{problem}</span>
            </li>
          ))}
        </ul>
      )}
      {fresh.length > 0 ? (
        <Sentences all={fresh} />
      ) : (
        <p className="muted">{t("drafting.effects.none")}</p>
      )}
      {former.length > 0 && (
        <>
          <h3 className="muted detail">{t("drafting.effects.before")}</h3>
          <Sentences all={former} />
        </>
      )}
    </>
  );
}
