import type { Group, Overflow, Queue, Ring } from "@/api/configuration";
import type { Prompt } from "@/api/flows";
import type { Translate } from "@/i18n/catalogue";
import { textOf, type FieldSpec, type Flat, type SectionSpec, type Value } from "../kit/fields";
import { Prompts } from "../kit/Prompts";
import { choices, nameOf, type Lists } from "../rooms/lists";
import { Comfort, Groups, PreferredSkills } from "./Groups";
import { Overflows } from "./Overflows";
import { Stages } from "./Stages";

const STRATEGIES = [
  "longest_idle",
  "fewest_interactions",
  "least_occupied",
  "most_proficient",
  "round_robin",
  "weighted_random",
] as const;
/** The strategy that looks at how good somebody is (acd/core/strategies.py). */
const RATED = "most_proficient";
const WRAP_UPS = ["none", "optional", "mandatory", "mandatory_until_done", "timed"] as const;
const OFFERS = ["ring", "auto_answer"] as const;
const FIRST = ["agent", "customer"] as const;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#"];

export const queueTabs = (t: Translate) =>
  (["general", "who", "offers", "overflow", "waiting", "callback"] as const).map((key) => ({
    key,
    label: t(`routing.tab.${key}`),
  }));

const number = (
  key: string,
  label: string,
  min: number,
  max: number,
  rest: { unit?: string; hint?: string; when?: (flat: Flat) => boolean } = {},
): FieldSpec => ({ key, kind: "number", label, min, max, ...rest });

const seconds = (key: string, label: string, min: number, max: number, hint?: string) =>
  number(key, label, min, max, { unit: "s", ...(hint === undefined ? {} : { hint }) });

const prompts = (key: string, label: string, when: (flat: Flat) => boolean) =>
  ({
    key,
    kind: "own",
    label,
    when,
    draw: ({ value, disabled, onChange }) => (
      <Prompts
        label={label}
        rows={2}
        prompts={(value ?? []) as readonly Prompt[]}
        {...{ disabled, onChange }}
      />
    ),
    words: (value: Value | undefined) => spoken((value ?? []) as readonly Prompt[]),
  }) satisfies FieldSpec;

const spoken = (all: readonly Prompt[]): string =>
  all.map((prompt) => `„${prompt.text}“`).join(" / ");

const ringWords = (t: Translate, lists: Lists, rings: readonly Ring[]): string =>
  rings
    .map((ring) =>
      [
        t("routing.stages.from", { from: ring.after_seconds }),
        ...(ring.required_skills?.map(
          (one) => `${nameOf(lists.skills, one.skill)} ≥ ${one.level_min}`,
        ) ?? []),
        ...ring.teams.map((team) => `+ ${nameOf(lists.teams, team)}`),
      ].join(" "),
    )
    .join("; ");

const strategySection = (t: Translate, lists: Lists): SectionSpec => ({
  tab: "who",
  title: t("routing.strategy"),
  hint: t("routing.strategy.hint"),
  fields: [
    {
      key: "strategy",
      kind: "one",
      label: t("routing.strategy.first"),
      options: STRATEGIES.map((one) => ({ value: one, label: t(`routing.strategy.${one}`) })),
    },
    number("sticky_days", t("routing.sticky"), 0, 365, {
      unit: t("routing.days"),
      hint: t("routing.sticky.hint"),
    }),
    seconds("preferred_seconds", t("routing.kept"), 0, 600, t("routing.kept.hint")),
    {
      key: "preferred_skills",
      kind: "own",
      label: t("routing.preferred"),
      hint: t("routing.preferred.hint"),
      draw: (props) => (
        <>
          <PreferredSkills {...props} lists={lists} />
          {props.flat["strategy"] !== RATED &&
            Array.isArray(props.value) &&
            props.value.length > 0 && (
              <p className="muted detail">{t("routing.preferred.noEffect")}</p>
            )}
        </>
      ),
      words: (value) =>
        ((value ?? []) as Queue["preferred_skills"])
          .map((one) => `${nameOf(lists.skills, one.skill)} × ${one.weight}`)
          .join(", "),
    },
  ],
});

export const whoSections = (t: Translate, lists: Lists): SectionSpec[] => [
  {
    tab: "who",
    title: t("admin.queues.who"),
    hint: t("admin.queues.who.hint"),
    fields: [
      {
        key: "required_skills",
        kind: "levels",
        least: true,
        label: t("admin.queues.skills"),
        options: choices(lists.skills),
        none: t("admin.queues.skills.none"),
        wide: true,
      },
      {
        key: "rings",
        kind: "own",
        label: t("routing.stages"),
        hint: t("routing.stages.hint"),
        draw: (props) => <Stages {...props} lists={lists} />,
        words: (value) => ringWords(t, lists, (value ?? []) as readonly Ring[]),
      },
    ],
  },
  strategySection(t, lists),
  {
    tab: "who",
    title: t("routing.groups"),
    hint: t("routing.groups.hint"),
    fields: [
      {
        key: "groups",
        kind: "own",
        label: t("routing.groups"),
        draw: (props) => <Groups {...props} lists={lists} />,
        words: (value) =>
          ((value ?? []) as readonly Group[])
            .map((group) => nameOf(lists.teams, group.team))
            .join(", "),
      },
    ],
  },
];

const wraps = (flat: Flat): boolean => flat["wrap_up"] !== "none";
const extends_ = (flat: Flat): boolean =>
  flat["wrap_up"] === "timed" || flat["wrap_up"] === "mandatory";

export const offerSections = (t: Translate): SectionSpec[] => [
  {
    tab: "offers",
    title: t("routing.offers"),
    fields: [
      {
        key: "offer_mode",
        kind: "one",
        label: t("routing.offers.mode"),
        options: OFFERS.map((one) => ({ value: one, label: t(`routing.offers.mode.${one}`) })),
      },
      seconds("offer_seconds", t("admin.queues.offer"), 5, 120, t("admin.queues.offer.hint")),
      number("declines_max", t("routing.declines"), 0, 20, { hint: t("routing.declines.hint") }),
      number("misses_max", t("routing.misses"), 0, 20, { hint: t("routing.declines.hint") }),
      seconds("rescue_seconds", t("routing.rescue"), 0, 120, t("routing.rescue.hint")),
    ],
  },
  {
    tab: "offers",
    title: t("admin.queues.wrapUp"),
    fields: [
      {
        key: "wrap_up",
        kind: "one",
        label: t("routing.wrapUp"),
        options: WRAP_UPS.map((one) => ({ value: one, label: t(`routing.wrapUp.${one}`) })),
      },
      { ...seconds("wrap_up_seconds", t("routing.wrapUp.seconds"), 0, 3600), when: wraps },
      {
        ...seconds("wrap_up_extension_seconds", t("routing.wrapUp.extension"), 0, 3600),
        when: extends_,
      },
      { ...number("wrap_up_extensions_max", t("routing.wrapUp.times"), 0, 20), when: extends_ },
    ],
  },
  {
    tab: "offers",
    title: t("routing.outwards"),
    fields: [
      {
        key: "caller_id",
        kind: "text",
        label: t("routing.callerId"),
        hint: t("admin.numbers.number.hint"),
        max: 20,
        optional: true,
        check: (value) =>
          textOf(value) === "" || /^\+[1-9]\d{3,14}$/.test(textOf(value))
            ? undefined
            : t("routing.callerId.wrong"),
      },
    ],
  },
];

const overflowWords = (t: Translate, rules: readonly Overflow[]): string =>
  rules
    .map(
      (rule) =>
        `${t(`routing.overflow.cause.${rule.cause}`)} ${rule.threshold ?? ""} → ` +
        t(`routing.overflow.to.${rule.target.to}`),
    )
    .join("; ");

export const overflowSections = (t: Translate, lists: Lists): SectionSpec[] => [
  {
    tab: "overflow",
    title: t("admin.hours"),
    fields: [
      {
        key: "hours",
        kind: "one",
        label: t("routing.hours.open"),
        hint: t("routing.hours.hint"),
        options: [{ value: null, label: t("routing.hours.always") }, ...choices(lists.hours)],
        optional: true,
      },
    ],
  },
  {
    tab: "overflow",
    title: t("routing.overflow"),
    hint: t("routing.overflow.hint"),
    fields: [
      {
        key: "overflows",
        kind: "own",
        label: t("routing.overflow"),
        draw: (props) => <Overflows {...props} lists={lists} />,
        words: (value) => overflowWords(t, (value ?? []) as readonly Overflow[]),
      },
    ],
  },
];

const announces = (flat: Flat): boolean => flat["announces"] === true;
const callsBack = (flat: Flat): boolean => flat["calls_back"] === true;

export const waitingSections = (t: Translate): SectionSpec[] => [
  {
    tab: "waiting",
    title: t("routing.music"),
    fields: [
      {
        key: "music_class",
        kind: "text",
        label: t("routing.music.class"),
        hint: t("routing.music.hint"),
        max: 40,
      },
    ],
  },
  {
    tab: "waiting",
    title: t("routing.announcements"),
    hint: t("routing.announcements.hint"),
    fields: [
      { key: "announces", kind: "switch", label: t("routing.announcements.on"), wide: true },
      ...[
        seconds("announcements_first_after_seconds", t("routing.announcements.first"), 0, 86_400),
        {
          ...seconds("announcements_every_seconds", t("routing.announcements.every"), 0, 86_400),
          hint: t("routing.announcements.every.hint"),
          check: (value: Value | undefined) =>
            Number(value) > 0 && Number(value) < 10
              ? t("routing.announcements.every.hint")
              : undefined,
        },
        {
          key: "announcements_position",
          kind: "switch",
          label: t("routing.announcements.position"),
          wide: true,
        } as const,
        {
          key: "announcements_estimated_wait",
          kind: "switch",
          label: t("routing.announcements.wait"),
          wide: true,
        } as const,
        {
          key: "announcements_comfort",
          kind: "own",
          label: t("routing.comfort"),
          hint: t("routing.comfort.hint"),
          draw: (props) => <Comfort {...props} />,
          words: (value) => ((value ?? []) as readonly Prompt[][]).map(spoken).join("; "),
        } satisfies FieldSpec,
      ].map((field): FieldSpec => ({ ...field, when: announces })),
    ],
  },
];

export const callbackSections = (t: Translate): SectionSpec[] => [
  {
    tab: "callback",
    title: t("routing.callback"),
    hint: t("routing.callback.hint"),
    fields: [
      { key: "calls_back", kind: "switch", label: t("routing.callback.on"), wide: true },
      ...[
        seconds("callback_offer_after_seconds", t("routing.callback.after"), 0, 86_400),
        {
          key: "callback_key",
          kind: "one",
          label: t("admin.flows.key"),
          options: KEYS.map((key) => ({ value: key, label: key })),
        } satisfies FieldSpec,
        {
          key: "callback_first",
          kind: "one",
          label: t("routing.callback.first"),
          options: FIRST.map((one) => ({ value: one, label: t(`routing.callback.first.${one}`) })),
        } satisfies FieldSpec,
        number("callback_attempts_max", t("admin.flows.attempts"), 1, 10),
        seconds("callback_retry_seconds", t("routing.callback.retry"), 30, 86_400),
        seconds("callback_ring_seconds", t("routing.callback.ring"), 5, 120),
      ].map((field): FieldSpec => ({ ...field, when: callsBack })),
      prompts("callback_prompts", t("routing.callback.prompts"), callsBack),
      prompts("callback_confirmed", t("routing.callback.confirmed"), callsBack),
    ],
  },
];
