/** The room of alarm rules: when somebody is told, and how. */
import { IconPlus, IconX } from "@tabler/icons-react";
import { alarmRules, type AlarmRule } from "@/api/floor";
import type { AgentState, AlarmKind } from "@/contracts/contracts.gen";
import type { Translate } from "@/i18n/catalogue";
import { useI18n, type Formatter } from "@/i18n/i18n";
import { Button, Checkbox, IconButton, Input, JudgementShape, stateName } from "@/ui";
import { duration } from "@/ui/format";
import { textOf, type FieldSpec, type Flat, type Value } from "../kit/fields";
import { room } from "../kit/room";
import { AlarmTest } from "./AlarmTest";
import css from "./Alarms.module.css";
import { choices, nameOf, type Lists } from "./lists";

const DAY_SECONDS = 86_400;
const SECRET_MIN = 16;
const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const KINDS: readonly AlarmKind[] = [
  "wait",
  "waiting",
  "service_level",
  "state",
  "device",
  "engine",
  "pbx",
];
const STATES: readonly AgentState[] = [
  "ready",
  "ringing",
  "talking",
  "on_hold",
  "wrapping_up",
  "not_ready",
  "reconnecting",
];

type Quiet = AlarmRule["quiet"][number];

const kindOf = (flat: Flat): string => textOf(flat["kind"]);
const isKind =
  (...kinds: readonly AlarmKind[]) =>
  (flat: Flat): boolean =>
    kinds.some((kind) => kind === kindOf(flat));
const quietOf = (value: Value | undefined): readonly Quiet[] =>
  Array.isArray(value) ? (value as readonly unknown[] as readonly Quiet[]) : [];

/** Hours of weekdays in which a rule sleeps. */
function QuietHours({
  value,
  disabled,
  onChange,
}: {
  value: readonly Quiet[];
  disabled: boolean;
  onChange: (value: Quiet[]) => void;
}) {
  const { t } = useI18n();
  const set = (index: number, part: Partial<Quiet>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <div className={css.quiet}>
      {value.map((quiet, index) => (
        <fieldset key={index} disabled={disabled}>
          <legend className="visually-hidden">{t("admin.alarms.quiet")}</legend>
          <div className={css.days} role="group" aria-label={t("admin.alarms.quiet.days")}>
            {DAYS.map((day) => (
              <Checkbox
                key={day}
                label={t(`admin.weekday.${day}`)}
                checked={quiet.days.includes(day)}
                onChange={() =>
                  set(index, {
                    days: quiet.days.includes(day)
                      ? quiet.days.filter((one) => one !== day)
                      : [...quiet.days, day].sort((a, b) => a - b),
                  })
                }
              />
            ))}
          </div>
          <div className={css.hours}>
            {(["from", "to"] as const).map((end) => (
              <Input
                key={end}
                label={t(`admin.alarms.quiet.${end}`)}
                inputMode="numeric"
                placeholder="22:00"
                maxLength={5}
                value={quiet[end]}
                onChange={(event) => set(index, { [end]: event.target.value })}
              />
            ))}
            <IconButton
              label={t("admin.alarms.quiet.remove")}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <IconX size={16} stroke={1.6} />
            </IconButton>
          </div>
        </fieldset>
      ))}
      {!disabled && (
        <Button
          kind="quiet"
          icon={<IconPlus size={16} stroke={1.6} />}
          onClick={() => onChange([...value, { days: [...DAYS], from: "22:00", to: "06:00" }])}
        >
          {t("admin.alarms.quiet.add")}
        </Button>
      )}
    </div>
  );
}

/** What is looked at: the bound has a unit for each kind, and is shown only where it says something. */
const conditionFields = (t: Translate, lists: Lists): FieldSpec[] => [
  { key: "name", kind: "text", label: t("admin.field.name"), max: 60 },
  {
    key: "kind",
    kind: "one",
    label: t("admin.alarms.kind"),
    options: KINDS.map((kind) => ({ value: kind, label: t(`admin.alarms.kind.${kind}`) })),
  },
  {
    key: "state",
    kind: "one",
    label: t("admin.alarms.state"),
    when: isKind("state"),
    options: STATES.map((state) => ({ value: state, label: t(`state.${stateName(state)}`) })),
  },
  {
    key: "bound_seconds",
    kind: "number",
    label: t("admin.alarms.seconds"),
    unit: "s",
    min: 1,
    max: DAY_SECONDS,
    when: isKind("wait", "state"),
  },
  {
    key: "bound_callers",
    kind: "number",
    label: t("admin.alarms.callers"),
    min: 0,
    max: 10_000,
    when: isKind("waiting"),
  },
  {
    key: "bound_share",
    kind: "number",
    label: t("admin.alarms.share"),
    unit: "%",
    factor: 100,
    min: 1,
    max: 100,
    when: isKind("service_level"),
  },
  {
    key: "queue",
    kind: "one",
    label: t("admin.alarms.queue"),
    optional: true,
    options: [{ value: null, label: t("admin.alarms.any") }, ...choices(lists.queues)],
    when: (flat) => !isKind("engine", "pbx")(flat),
  },
  {
    key: "team",
    kind: "one",
    label: t("admin.alarms.team"),
    optional: true,
    options: [{ value: null, label: t("admin.alarms.any") }, ...choices(lists.teams)],
    when: isKind("state", "device"),
  },
  { key: "severe", kind: "switch", label: t("admin.alarms.severe") },
  { key: "active", kind: "switch", label: t("admin.alarms.active") },
];

const timeFields = (t: Translate): FieldSpec[] => [
  {
    key: "after_seconds",
    kind: "number",
    label: t("admin.alarms.after"),
    unit: "s",
    min: 0,
    max: DAY_SECONDS,
  },
  {
    key: "clear_seconds",
    kind: "number",
    label: t("admin.alarms.clear"),
    unit: "s",
    min: 0,
    max: DAY_SECONDS,
  },
  {
    key: "quiet",
    kind: "own",
    label: t("admin.alarms.quiet"),
    hint: t("admin.alarms.quiet.hint"),
    wide: true,
    draw: ({ value, disabled, onChange }) => (
      <QuietHours value={quietOf(value)} disabled={disabled} onChange={onChange} />
    ),
    words: (value) =>
      quietOf(value)
        .map(
          ({ days, from, to }) =>
            `${days.map((day) => t(`admin.weekday.${(day % 7) as (typeof DAYS)[number]}`)).join(", ")} ${from}–${to}`,
        )
        .join("; ") || t("admin.alarms.quiet.none"),
  },
];

const tellFields = (t: Translate): FieldSpec[] => [
  {
    key: "emails",
    kind: "lines",
    label: t("admin.alarms.emails"),
    hint: t("admin.alarms.emails.hint"),
    optional: true,
  },
  {
    key: "language",
    kind: "one",
    label: t("admin.alarms.language"),
    options: [
      { value: "en", label: "English" },
      { value: "de", label: "Deutsch" },
    ],
  },
  {
    key: "webhook_url",
    kind: "text",
    label: t("admin.alarms.webhook"),
    hint: t("admin.alarms.webhook.hint"),
    optional: true,
    wide: true,
    max: 500,
  },
  {
    key: "webhook_secret",
    kind: "secret",
    label: t("admin.alarms.secret"),
    hint: t("admin.alarms.secret.hint"),
    optional: true,
    max: 200,
    check: (value) => {
      const length = textOf(value).length;
      return length > 0 && length < SECRET_MIN ? t("admin.alarms.secret.hint") : undefined;
    },
  },
  {
    key: "escalate_seconds",
    kind: "number",
    label: t("admin.alarms.escalate"),
    hint: t("admin.alarms.escalate.hint"),
    unit: "s",
    min: 0,
    max: DAY_SECONDS,
  },
  {
    key: "escalate_emails",
    kind: "lines",
    label: t("admin.alarms.escalateEmails"),
    hint: t("admin.alarms.emails.hint"),
    optional: true,
  },
  {
    key: "test",
    kind: "own",
    label: t("admin.alarms.test"),
    hint: t("admin.alarms.test.hint"),
    optional: true,
    wide: true,
    draw: ({ flat, disabled }) => (
      <AlarmTest id={typeof flat["id"] === "number" ? flat["id"] : null} disabled={disabled} />
    ),
    words: () => "",
  },
];

/** One bound on the wire, one field for each unit in the form. */
const flatten = (rule: AlarmRule): Flat => {
  const { bound, ...rest } = rule;
  return {
    ...rest,
    bound_seconds: Math.max(1, bound),
    bound_callers: bound,
    bound_share: bound > 0 && bound <= 1 ? bound : 0.8,
    webhook_secret: "",
  };
};

const BOUND_OF: Partial<Record<AlarmKind, string>> = {
  wait: "bound_seconds",
  state: "bound_seconds",
  waiting: "bound_callers",
  service_level: "bound_share",
};

function unflatten(flat: Flat): Partial<AlarmRule> {
  const { bound_seconds, bound_callers, bound_share, ...rest } = flat;
  const bounds: Flat = { bound_seconds, bound_callers, bound_share };
  const named = BOUND_OF[kindOf(flat) as AlarmKind];
  // Only what has changed is sent, the kind perhaps not: then the one bound that came along is meant.
  const value =
    named === undefined ? Object.values(bounds).find((one) => one !== undefined) : bounds[named];
  return { ...rest, ...(typeof value === "number" ? { bound: value } : {}) };
}

const boundWords = (rule: AlarmRule, fmt: Formatter): string => {
  if (rule.kind === "service_level") return fmt.percent(rule.bound);
  if (rule.kind === "waiting") return fmt.number(rule.bound);
  return rule.kind === "wait" || rule.kind === "state" ? duration(rule.bound) : "";
};

export const alarmsRoom = (t: Translate, fmt: Formatter, lists: Lists) =>
  room<AlarmRule>({
    resource: alarmRules,
    title: t("admin.alarms"),
    one: t("admin.alarms.one"),
    add: t("admin.alarms.add"),
    name: (rule) => rule.name,
    columns: [
      {
        key: "name",
        head: t("admin.field.name"),
        cell: (rule) => (
          <b>
            <JudgementShape judgement={rule.severe ? "bad" : "warn"} size={10} /> {rule.name}
          </b>
        ),
      },
      {
        key: "kind",
        head: t("admin.alarms.kind"),
        cell: (rule) => `${t(`admin.alarms.kind.${rule.kind}`)} ${boundWords(rule, fmt)}`.trim(),
      },
      {
        key: "queue",
        head: t("admin.alarms.queue"),
        cell: (rule) =>
          rule.queue === null ? t("admin.alarms.any") : nameOf(lists.queues, rule.queue),
      },
      {
        key: "active",
        head: t("admin.alarms.active"),
        cell: (rule) => t(rule.active ? "admin.kit.yes" : "admin.kit.no"),
      },
    ],
    sections: [
      { title: t("admin.alarms.what"), fields: conditionFields(t, lists) },
      { title: t("admin.alarms.when"), fields: timeFields(t) },
      { title: t("admin.alarms.who"), fields: tellFields(t) },
    ],
    blank: {
      name: "",
      kind: "wait",
      state: "wrapping_up",
      bound_seconds: 180,
      bound_callers: 10,
      bound_share: 0.8,
      queue: null,
      team: null,
      severe: false,
      active: true,
      after_seconds: 0,
      clear_seconds: 30,
      quiet: [],
      emails: [],
      language: "en",
      webhook_url: "",
      webhook_secret: "",
      escalate_seconds: 0,
      escalate_emails: [],
    },
    flatten,
    unflatten,
    groups: [["kind", "bound_seconds", "bound_callers", "bound_share", "state"]],
    teach: {
      title: t("admin.alarms.teach"),
      paragraphs: [t("admin.alarms.teach.1"), t("admin.alarms.teach.2")],
    },
    removeText: t("admin.alarms.remove"),
  });
