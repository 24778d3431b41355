import { useState } from "react";
import type { Agent } from "@/api/configuration";
import type { Translate } from "@/i18n/catalogue";
import { useI18n } from "@/i18n/i18n";
import type { Locale } from "@/ui/format";
import { Button, Dialog } from "@/ui";
import { ReviewChanges } from "../drafting/ReviewChanges";
import { FieldInput } from "../kit/FieldInput";
import kit from "../kit/Kit.module.css";
import type { FieldSpec, Flat, Level } from "../kit/fields";
import { choices, type Lists } from "../rooms/lists";
import { changesOf, NOTHING, type BulkWish } from "./bulk.model";
import css from "./People.module.css";

const RANKS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

function fields(t: Translate, lists: Lists): FieldSpec[] {
  const teams = choices(lists.teams);
  const queues = choices(lists.queues.filter((queue) => queue.active));
  const skills = choices(lists.skills);
  const none = t("bulk.asIs");
  const maybe = (yes: string, no: string) => [
    { value: null, label: none },
    { value: "yes", label: yes },
    { value: "no", label: no },
  ];
  const [yes, no] = [t("admin.kit.yes"), t("admin.kit.no")];
  const many = (key: string, label: string, options: typeof teams): FieldSpec => ({
    key,
    kind: "many",
    label,
    options,
    none,
  });
  return [
    many("addTeams", t("bulk.addTeams"), teams),
    many("takeTeams", t("bulk.takeTeams"), teams),
    many("addQueues", t("bulk.addQueues"), queues),
    {
      key: "rank",
      kind: "one",
      label: t("bulk.rank"),
      options: RANKS.map((rank) => ({ value: rank, label: String(rank) })),
      when: (flat) => Array.isArray(flat["addQueues"]) && flat["addQueues"].length > 0,
    },
    many("takeQueues", t("bulk.takeQueues"), queues),
    {
      key: "setSkills",
      kind: "levels",
      least: false,
      label: t("bulk.setSkills"),
      options: skills,
      none,
    },
    many("takeSkills", t("bulk.takeSkills"), skills),
    { key: "alwaysOn", kind: "one", label: t("routing.alwaysOn"), options: maybe(yes, no) },
    { key: "active", kind: "one", label: t("admin.dispositions.active"), options: maybe(yes, no) },
    {
      key: "language",
      kind: "one",
      label: t("admin.agents.language"),
      options: [
        { value: null, label: none },
        ...(["en", "de"] as const).map((one) => ({ value: one, label: t(`language.${one}`) })),
      ],
    },
  ];
}

const ids = (flat: Flat, key: string): number[] => (flat[key] ?? []) as number[];
const answer = (flat: Flat, key: string): boolean | null =>
  flat[key] === "yes" ? true : flat[key] === "no" ? false : null;

const wishOf = (flat: Flat): BulkWish => ({
  addTeams: ids(flat, "addTeams"),
  takeTeams: ids(flat, "takeTeams"),
  addQueues: ids(flat, "addQueues"),
  rank: Number(flat["rank"] ?? 1),
  takeQueues: ids(flat, "takeQueues"),
  setSkills: ((flat["setSkills"] ?? []) as readonly Level[]).map((one) => ({
    skill: one.id,
    level: one.level,
  })),
  takeSkills: ids(flat, "takeSkills"),
  alwaysOn: answer(flat, "alwaysOn"),
  active: answer(flat, "active"),
  language: (flat["language"] ?? null) as Locale | null,
});

const BLANK: Flat = { ...NOTHING };

/** The same change for many agents; what is left alone stays as it is for each. Looked at before anything is changed. */
export function BulkEdit({
  agents,
  lists,
  onClose,
  onMade,
}: {
  agents: readonly Agent[];
  lists: Lists;
  onClose: () => void;
  onMade: () => void;
}) {
  const { t } = useI18n();
  const [flat, setFlat] = useState(BLANK);
  const [reviews, setReviews] = useState(false);
  const { changes, undo } = changesOf(wishOf(flat), agents, lists.teams);
  if (reviews)
    return (
      <ReviewChanges
        changes={changes}
        undo={undo}
        onClose={() => setReviews(false)}
        onMade={onMade}
      />
    );
  return (
    <Dialog
      open
      drawer
      title={t("bulk.title", { count: agents.length })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          {changes.length > 0 && (
            <Button kind="primary" onClick={() => setReviews(true)}>
              {t("matrix.review")}
            </Button>
          )}
        </>
      }
    >
      <p className={`muted ${css.names}`}>{agents.map((agent) => agent.name).join(", ")}</p>
      <div className={`${kit.rows} ${css.bulk}`}>
        {fields(t, lists)
          .filter((field) => field.when?.(flat) ?? true)
          .map((field) => (
            <FieldInput
              key={field.key}
              field={field}
              value={flat[field.key]}
              flat={flat}
              error={undefined}
              disabled={false}
              onChange={(value) => setFlat((before) => ({ ...before, [field.key]: value }))}
              onBlur={() => undefined}
            />
          ))}
      </div>
      <p className={`muted ${css.above}`} role="status">
        {changes.length === 0 ? t("bulk.nothing") : t("bulk.changes", { count: changes.length })}
      </p>
    </Dialog>
  );
}
