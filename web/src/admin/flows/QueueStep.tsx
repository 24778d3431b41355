import { useQuery } from "@tanstack/react-query";
import { labels as live } from "@/api/configuration";
import type { Enqueue } from "@/api/flows";
import { useI18n } from "@/i18n/i18n";
import { Select } from "@/ui";
import { drafted } from "../drafting/mode";
import { useDraftMode } from "../drafting/useDraftMode";
import { FieldInput } from "../kit/FieldInput";
import type { Level } from "../kit/fields";
import { choices, type Lists } from "../rooms/lists";
import { Count } from "./Count";
import css from "./Flows.module.css";
import { LANGUAGES } from "./flow.model";

const NONE = "0";

interface StepProps {
  node: Enqueue;
  lists: Lists;
  onChange: (node: Enqueue) => void;
}

function LabelChoice({
  value,
  onChange,
}: {
  value: number | null;
  onChange: (label: number | null) => void;
}) {
  const { t } = useI18n();
  const resource = drafted(live, useDraftMode());
  const { data } = useQuery({ queryKey: [resource.path], queryFn: () => resource.all() });
  return (
    <Select
      label={t("flow.label")}
      hint={t("flow.label.hint")}
      value={String(value ?? NONE)}
      options={[
        { value: NONE, label: t("admin.kit.none") },
        ...(data ?? []).map((one) => ({ value: String(one.id), label: one.name })),
      ]}
      onChange={(event) => onChange(Number(event.target.value) || null)}
    />
  );
}

function SkillsChoice({ node, lists, onChange }: StepProps) {
  const { t } = useI18n();
  return (
    <FieldInput
      field={{
        key: `skills-${node.id}`,
        kind: "levels",
        least: true,
        label: t("flow.skills"),
        hint: t("flow.skills.hint"),
        options: choices(lists.skills),
        none: t("admin.queues.skills.none"),
      }}
      value={(node.required_skills ?? []).map((one) => ({
        id: one.skill,
        level: one.level_min,
      }))}
      flat={{}}
      error={undefined}
      disabled={false}
      onChange={(value) =>
        onChange({
          ...node,
          required_skills: (value as readonly Level[]).map((one) => ({
            skill: one.id,
            level_min: one.level,
          })),
        })
      }
      onBlur={() => undefined}
    />
  );
}

/** Into a queue: which one, how soon, what the agent has to know beside what the queue asks for. */
export function QueueStep({ node, lists, onChange }: StepProps) {
  const { t } = useI18n();
  const known = lists.queues.some((queue) => queue.id === node.queue);
  return (
    <>
      <div className={css.triple}>
        <Select
          label={t("admin.flows.queue")}
          value={String(node.queue)}
          error={known ? undefined : t("admin.flows.nobody")}
          options={[
            { value: NONE, label: "–" },
            ...lists.queues.map((queue) => ({ value: String(queue.id), label: queue.name })),
          ]}
          onChange={(event) => onChange({ ...node, queue: Number(event.target.value) })}
        />
        <Select
          label={t("admin.flows.language")}
          value={node.language}
          options={[
            { value: "", label: t("admin.kit.none") },
            ...LANGUAGES.map((one) => ({ value: one, label: t(`admin.flows.prompt.${one}`) })),
          ]}
          onChange={(event) => onChange({ ...node, language: event.target.value })}
        />
        <Count
          label={t("admin.flows.priority")}
          max={100}
          value={node.priority}
          onChange={(priority) => onChange({ ...node, priority })}
        />
      </div>
      <div className={css.pair}>
        <LabelChoice
          value={node.label ?? null}
          onChange={(label) => onChange({ ...node, label })}
        />
        <SkillsChoice node={node} lists={lists} onChange={onChange} />
      </div>
    </>
  );
}
