import { IconPlus, IconX } from "@tabler/icons-react";
import type { FlowDraft, FlowNode, Hours, Menu } from "@/api/flows";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton, Input, Select } from "@/ui";
import { ClosedDays } from "../kit/ClosedDays";
import { Openings } from "../kit/Openings";
import { Prompts } from "../kit/Prompts";
import type { Lists } from "../rooms/lists";
import { Count } from "./Count";
import css from "./Flows.module.css";
import { KEYS } from "./flow.model";
import { QueueStep } from "./QueueStep";

interface NodeProps<Node extends FlowNode = FlowNode> {
  node: Node;
  draft: FlowDraft;
  lists: Lists;
  onChange: (node: FlowNode) => void;
}

/** Where callers go on: any step of this flow. */
function Target({
  label,
  value,
  draft,
  onChange,
}: {
  label: string;
  value: string;
  draft: FlowDraft;
  onChange: (id: string) => void;
}) {
  const { t } = useI18n();
  const known = draft.nodes.some((node) => node.id === value);
  return (
    <Select
      label={label}
      value={known ? value : ""}
      error={known ? undefined : t("admin.flows.nobody")}
      options={[
        ...(known ? [] : [{ value: "", label: "–" }]),
        ...draft.nodes.map((node) => ({
          value: node.id,
          label: `${node.id} (${t(`admin.flows.kind.${node.kind}`)})`,
        })),
      ]}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function MenuKeys({ node, draft, onChange }: Omit<NodeProps<Menu>, "lists">) {
  const { t } = useI18n();
  const used = KEYS.filter((key) => key in node.choices);
  const free = KEYS.filter((key) => !(key in node.choices));
  const drop = (map: Record<string, string>, key: string) =>
    Object.fromEntries(Object.entries(map).filter(([other]) => other !== key));
  const without = (key: string) => ({
    choices: drop(node.choices, key),
    labels: drop(node.labels, key),
  });
  const move = (from: string, to: string) => {
    const rest = without(from);
    onChange({
      ...node,
      choices: { ...rest.choices, [to]: node.choices[from] ?? "" },
      labels: { ...rest.labels, [to]: node.labels[from] ?? "" },
    });
  };
  return (
    <div className={css.keys}>
      {used.map((key) => (
        <div key={key} className={css.key}>
          <Select
            label={t("admin.flows.key")}
            value={key}
            options={[key, ...free].map((one) => ({ value: one, label: one }))}
            onChange={(event) => move(key, event.target.value)}
          />
          <Input
            label={t("admin.flows.label")}
            value={node.labels[key] ?? ""}
            maxLength={60}
            onChange={(event) =>
              onChange({ ...node, labels: { ...node.labels, [key]: event.target.value } })
            }
          />
          <Target
            label={t("admin.flows.target")}
            value={node.choices[key] ?? ""}
            draft={draft}
            onChange={(target) =>
              onChange({ ...node, choices: { ...node.choices, [key]: target } })
            }
          />
          <IconButton
            label={t("admin.kit.take", { name: key })}
            onClick={() => onChange({ ...node, ...without(key) })}
          >
            <IconX size={16} stroke={1.6} />
          </IconButton>
        </div>
      ))}
      {free[0] !== undefined && (
        <Button
          kind="quiet"
          icon={<IconPlus size={16} stroke={1.6} />}
          onClick={() => onChange({ ...node, choices: { ...node.choices, [free[0] ?? "1"]: "" } })}
        >
          {t("admin.flows.addKey")}
        </Button>
      )}
    </div>
  );
}

function MenuForm({ node, draft, onChange }: Omit<NodeProps<Menu>, "lists">) {
  const { t } = useI18n();
  return (
    <>
      <Prompts
        label={t("admin.flows.prompts")}
        prompts={node.prompts}
        onChange={(prompts) => onChange({ ...node, prompts })}
      />
      <MenuKeys node={node} draft={draft} onChange={onChange} />
      <div className={css.triple}>
        <Count
          label={t("admin.flows.wait")}
          unit="s"
          max={60}
          value={node.answer_seconds_max}
          onChange={(value) => onChange({ ...node, answer_seconds_max: value })}
        />
        <Count
          label={t("admin.flows.attempts")}
          max={5}
          value={node.attempts_max}
          onChange={(value) => onChange({ ...node, attempts_max: value })}
        />
        <Target
          label={t("admin.flows.otherwise")}
          value={node.otherwise}
          draft={draft}
          onChange={(otherwise) => onChange({ ...node, otherwise })}
        />
      </div>
      <Prompts
        label={t("admin.flows.wrong")}
        prompts={node.wrong_key_prompts}
        onChange={(prompts) => onChange({ ...node, wrong_key_prompts: prompts })}
      />
    </>
  );
}

function HoursForm({ node, draft, onChange }: Omit<NodeProps<Hours>, "lists">) {
  const { t } = useI18n();
  return (
    <>
      <Openings openings={node.openings} onChange={(openings) => onChange({ ...node, openings })} />
      <div className={css.pair}>
        <Target
          label={t("admin.flows.open")}
          value={node.open_next}
          draft={draft}
          onChange={(open_next) => onChange({ ...node, open_next })}
        />
        <Target
          label={t("admin.flows.closed")}
          value={node.closed_next}
          draft={draft}
          onChange={(closed_next) => onChange({ ...node, closed_next })}
        />
        <Input
          label={t("admin.flows.zone")}
          hint={t("admin.queues.zone.hint")}
          value={node.time_zone}
          onChange={(event) => onChange({ ...node, time_zone: event.target.value })}
        />
      </div>
      <section aria-label={t("admin.flows.closedOn")}>
        <h3 className="label">{t("admin.flows.closedOn")}</h3>
        <ClosedDays
          days={node.closed_on}
          onChange={(closed_on) => onChange({ ...node, closed_on })}
        />
      </section>
    </>
  );
}

/** The fields of one step, by its kind. */
export function NodeForm({ node, draft, lists, onChange }: NodeProps) {
  const { t } = useI18n();
  switch (node.kind) {
    case "greeting":
      return (
        <>
          <Prompts
            label={t("admin.flows.prompts")}
            prompts={node.prompts}
            onChange={(prompts) => onChange({ ...node, prompts })}
          />
          <div className={css.pair}>
            <Target
              label={t("admin.flows.next")}
              value={node.next}
              draft={draft}
              onChange={(next) => onChange({ ...node, next })}
            />
          </div>
        </>
      );
    case "menu":
      return <MenuForm node={node} draft={draft} onChange={onChange} />;
    case "hours":
      return <HoursForm node={node} draft={draft} onChange={onChange} />;
    case "queue":
      return <QueueStep node={node} lists={lists} onChange={onChange} />;
    case "hang_up":
      return (
        <Prompts
          label={t("admin.flows.prompts")}
          prompts={node.prompts}
          onChange={(prompts) => onChange({ ...node, prompts })}
        />
      );
  }
}
