import type { Overflow, OverflowTarget } from "@/api/configuration";
import { useI18n } from "@/i18n/i18n";
import { Input, Select } from "@/ui";
import type { OwnProps } from "../kit/fields";
import { Prompts } from "../kit/Prompts";
import { NumberBox, Rows } from "../kit/Rows";
import type { Lists } from "../rooms/lists";

const OVERFLOWS_MAX = 20;
const PRIORITY_MAX = 1_000;

/** What each cause compares with; without one, it holds or does not. Service level as a share. */
const BOUND: Record<
  Overflow["cause"],
  { unit: string; min: number; max: number; factor?: number; usual: number } | null
> = {
  wait: { unit: "s", min: 1, max: 86_400, usual: 180 },
  estimated_wait: { unit: "s", min: 1, max: 86_400, usual: 300 },
  size: { unit: "", min: 1, max: 10_000, usual: 20 },
  position: { unit: "", min: 1, max: 10_000, usual: 10 },
  service_level: { unit: "%", min: 0, max: 100, factor: 100, usual: 0.5 },
  closed: null,
  nobody_signed_in: null,
  emergency: null,
};
const CAUSES = Object.keys(BOUND) as Overflow["cause"][];
const TARGETS = ["queue", "flow", "number", "end"] as const;

function withCause(cause: Overflow["cause"], rule: Overflow): Overflow {
  const bound = BOUND[cause];
  return bound === null
    ? { cause, target: rule.target }
    : { cause, target: rule.target, threshold: bound.usual };
}

interface ToProps {
  target: OverflowTarget;
  lists: Lists;
  own: unknown;
  disabled: boolean;
  onChange: (target: OverflowTarget) => void;
}

const pick = (rows: readonly { id: number; name: string }[]) => [
  { value: "", label: "–" },
  ...rows.map((row) => ({ value: String(row.id), label: row.name })),
];

function ToQueue({ target, lists, own, disabled, onChange }: ToProps) {
  const { t } = useI18n();
  return (
    <>
      <Select
        label={t("admin.queues.one")}
        disabled={disabled}
        value={String(target.queue ?? "")}
        options={pick(lists.queues.filter((queue) => queue.id !== own))}
        onChange={(event) => onChange({ ...target, queue: Number(event.target.value) })}
      />
      <NumberBox
        label={t("routing.priority")}
        min={-PRIORITY_MAX}
        max={PRIORITY_MAX}
        value={target.priority ?? 0}
        disabled={disabled}
        onChange={(priority) => onChange({ ...target, priority })}
      />
    </>
  );
}

function To(props: ToProps) {
  const { target, lists, disabled, onChange } = props;
  const { t } = useI18n();
  switch (target.to) {
    case "queue":
      return <ToQueue {...props} />;
    case "flow":
      return (
        <Select
          label={t("admin.numbers.flow")}
          disabled={disabled}
          value={String(target.flow ?? "")}
          options={pick(lists.flows.filter((flow) => flow.published_version !== null))}
          onChange={(event) => onChange({ ...target, flow: Number(event.target.value) })}
        />
      );
    case "number":
      return (
        <Input
          label={t("admin.numbers.number")}
          hint={t("admin.numbers.number.hint")}
          disabled={disabled}
          maxLength={40}
          value={target.number ?? ""}
          onChange={(event) => onChange({ ...target, number: event.target.value })}
        />
      );
    case "end":
      return (
        <div data-wide>
          <Prompts
            label={t("admin.flows.prompts")}
            rows={2}
            disabled={disabled}
            prompts={target.prompts ?? []}
            onChange={(prompts) => onChange({ ...target, prompts })}
          />
        </div>
      );
  }
}

/** When callers go elsewhere, and where to; the first rule that holds is taken. */
export function Overflows({ value, flat, disabled, onChange, lists }: OwnProps & { lists: Lists }) {
  const { t } = useI18n();
  return (
    <Rows<Overflow>
      rows={(value ?? []) as readonly Overflow[]}
      max={OVERFLOWS_MAX}
      ordered
      disabled={disabled}
      add={t("routing.overflow.add")}
      blank={() => ({ cause: "wait", threshold: 180, target: { to: "end", prompts: [] } })}
      onChange={(rows) => onChange(rows.map(tidy))}
      draw={(rule, put) => {
        const bound = BOUND[rule.cause];
        return (
          <>
            <Select
              label={t("routing.overflow.cause")}
              disabled={disabled}
              value={rule.cause}
              options={CAUSES.map((cause) => ({
                value: cause,
                label: t(`routing.overflow.cause.${cause}`),
              }))}
              onChange={(event) => put(withCause(event.target.value as Overflow["cause"], rule))}
            />
            {bound !== null && (
              <NumberBox
                label={t("routing.overflow.threshold")}
                {...(bound.unit === "" ? {} : { unit: bound.unit })}
                min={bound.min}
                max={bound.max}
                factor={bound.factor ?? 1}
                value={rule.threshold ?? bound.usual}
                disabled={disabled}
                onChange={(threshold) => put({ threshold })}
              />
            )}
            <Select
              label={t("routing.overflow.to")}
              disabled={disabled}
              value={rule.target.to}
              options={TARGETS.map((to) => ({ value: to, label: t(`routing.overflow.to.${to}`) }))}
              onChange={(event) =>
                put({ target: { to: event.target.value as OverflowTarget["to"] } })
              }
            />
            <To
              target={rule.target}
              own={flat["id"]}
              {...{ lists, disabled }}
              onChange={(target) => put({ target })}
            />
          </>
        );
      }}
    />
  );
}

/** A cause that compares with nothing has no threshold. */
function tidy(rule: Overflow): Overflow {
  return BOUND[rule.cause] === null ? { cause: rule.cause, target: rule.target } : rule;
}
