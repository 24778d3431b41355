/** Which numbers the center dials: a section of its settings that tries a number while one types. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/client";
import { tryNumber } from "@/api/limits";
import type * as schema from "@/api/schema.gen";
import type { Translate } from "@/i18n/catalogue";
import { useI18n } from "@/i18n/i18n";
import { Checkbox, Input, JudgementShape, Select } from "@/ui";
import type { OwnProps, SectionSpec } from "../kit/fields";
import { Rows } from "../kit/Rows";
import css from "./Dialling.module.css";

type Rule = Required<schema.DialRule>;
export type Dialling = Required<Omit<schema.Dialling, "rules">> & { rules: Rule[] };

const MEANS = ["agent", "transfer", "callback", "overflow"] as const;
const REACHES = ["everywhere", "home", "nowhere"] as const;
const KINDS = [
  "premium",
  "satellite",
  "shared_cost",
  "personal",
  "pager",
  "short_service",
  "free",
  "internal",
  "unknown",
] as const;
const RULES_MAX = 200;
const PREFIX = /^(\+[1-9]\d{0,14}|\d{1,16})$/;

const isRule = (rule: Rule): boolean => PREFIX.test(rule.prefix);

function Tried({ dialling }: { dialling: Dialling }) {
  const { t } = useI18n();
  const [number, setNumber] = useState("");
  const ready = number.trim().length > 1 && dialling.rules.every(isRule);
  const { data, error } = useQuery({
    queryKey: ["dialling-try", number.trim(), dialling],
    queryFn: () => tryNumber(number.trim(), dialling),
    enabled: ready,
    retry: false,
    placeholderData: (before) => before,
  });
  return (
    <div className={css.tried}>
      <Input
        label={t("dialling.try")}
        hint={t("dialling.try.hint")}
        inputMode="tel"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <div aria-live="polite">
        {ready && error instanceof ApiError && <p className="muted">{error.message}</p>}
        {ready && !error && data && (
          <>
            <p>
              <b className="num">{data.written}</b>{" "}
              <span className="muted">
                {data.kind_in_words}
                {data.region === "" ? "" : `, ${data.region}`}
              </span>
            </p>
            <ul className={css.verdicts}>
              {data.verdicts.map((one) => (
                <li key={one.means}>
                  <JudgementShape judgement={one.allowed ? "good" : "bad"} size={11} />{" "}
                  <b>{t(`dialling.means.${one.means}`)}</b> {one.sentence}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

function RuleRow({
  rule,
  disabled,
  put,
}: {
  rule: Rule;
  disabled: boolean;
  put: (part: Partial<Rule>) => void;
}) {
  const { t } = useI18n();
  return (
    <div className={css.rule}>
      <Input
        label={t("dialling.prefix")}
        disabled={disabled}
        value={rule.prefix}
        error={rule.prefix !== "" && !isRule(rule) ? t("dialling.prefix.wrong") : undefined}
        onChange={(event) => put({ prefix: event.target.value.replace(/[^\d+]/g, "") })}
      />
      <Select
        label={t("dialling.rule")}
        disabled={disabled}
        value={rule.allowed ? "yes" : "no"}
        options={[
          { value: "no", label: t("dialling.refused") },
          { value: "yes", label: t("dialling.allowed") },
        ]}
        onChange={(event) => put({ allowed: event.target.value === "yes" })}
      />
      <fieldset className={css.means}>
        <legend>
          {t("dialling.for")}
          {rule.means.length === 0 && <span className="faint"> {t("dialling.all")}</span>}
        </legend>
        {MEANS.map((one) => (
          <Checkbox
            key={one}
            label={t(`dialling.means.${one}`)}
            disabled={disabled}
            checked={rule.means.includes(one)}
            onChange={(event) =>
              put({
                means: MEANS.filter((means) =>
                  means === one ? event.target.checked : rule.means.includes(means),
                ),
              })
            }
          />
        ))}
      </fieldset>
      <Input
        label={t("dialling.note")}
        disabled={disabled}
        optional
        maxLength={100}
        value={rule.note}
        onChange={(event) => put({ note: event.target.value })}
      />
    </div>
  );
}

function DiallingForm({ value, disabled, onChange }: OwnProps) {
  const { t } = useI18n();
  const dialling = value as unknown as Dialling;
  const put = (part: Partial<Dialling>) => onChange({ ...dialling, ...part });
  return (
    <div className={css.form}>
      <div className={css.reach}>
        {MEANS.map((means) => (
          <Select
            key={means}
            label={t(`dialling.means.${means}`)}
            disabled={disabled}
            value={dialling.reach[means] ?? "everywhere"}
            options={REACHES.map((one) => ({ value: one, label: t(`dialling.reach.${one}`) }))}
            onChange={(event) => {
              const reach = REACHES.find((one) => one === event.target.value) ?? "home";
              put({ reach: { ...dialling.reach, [means]: reach } });
            }}
          />
        ))}
      </div>
      <fieldset className={css.kinds}>
        <legend>{t("dialling.kinds")}</legend>
        {KINDS.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`dialling.kind.${kind}`)}
            disabled={disabled}
            checked={dialling.refused_kinds.includes(kind)}
            onChange={(event) =>
              put({
                refused_kinds: event.target.checked
                  ? [...dialling.refused_kinds, kind]
                  : dialling.refused_kinds.filter((one) => one !== kind),
              })
            }
          />
        ))}
      </fieldset>
      <Rows
        rows={dialling.rules}
        max={RULES_MAX}
        disabled={disabled}
        add={t("dialling.add")}
        blank={(): Rule => ({ prefix: "", allowed: false, means: [], note: "" })}
        draw={(rule, putRule) => <RuleRow rule={rule} disabled={disabled} put={putRule} />}
        onChange={(rules) => put({ rules })}
      />
      <Tried dialling={dialling} />
    </div>
  );
}

export const diallingSection = (t: Translate): SectionSpec => ({
  title: t("dialling.title"),
  hint: t("dialling.hint"),
  fields: [
    {
      key: "dialling",
      kind: "own",
      label: t("dialling.title"),
      wide: true,
      draw: (props) => <DiallingForm {...props} />,
      words: (value) => {
        const dialling = value as unknown as Dialling;
        return [
          ...MEANS.map(
            (means) =>
              `${t(`dialling.means.${means}`)} ${t(`dialling.reach.${dialling.reach[means] ?? "everywhere"}`)}`,
          ),
          ...dialling.rules.map(
            (rule) => `${rule.prefix} ${t(rule.allowed ? "dialling.allowed" : "dialling.refused")}`,
          ),
        ].join("; ");
      },
      check: (value) =>
        (value as unknown as Dialling).rules.every(isRule) ? undefined : t("dialling.prefix.wrong"),
    },
  ],
});
