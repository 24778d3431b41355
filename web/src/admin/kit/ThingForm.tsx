import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useI18n } from "@/i18n/i18n";
import { Notice, Tabs, toasts } from "@/ui";
import {
  changedFields,
  isShown,
  pick,
  placeErrors,
  validate,
  withGroups,
  type Complaints,
  type Errors,
  type FieldSpec,
  type Flat,
  type SectionSpec,
  type Value,
} from "./fields";
import { FieldInput } from "./FieldInput";
import css from "./Kit.module.css";
import type { AnyRoom, Thing } from "./room";
import { isOfDrafts } from "../drafting/mode";
import { Leftovers, typedSince } from "./typed.model";
import { fieldAtHand, useLeftover } from "./useLeftover";
import { refusalOf, useSave } from "./useThing";

function useComplaints(): Complaints {
  const { t } = useI18n();
  return useMemo(
    () => ({
      needed: t("admin.kit.needed"),
      notANumber: t("admin.kit.notANumber"),
      range: (min, max, unit) => t("admin.kit.range", { min, max, unit }).trim(),
      tooLong: (max) => t("admin.kit.tooLong", { max }),
    }),
    [t],
  );
}

export interface FormState {
  flat: Flat;
  changed: readonly FieldSpec[];
  errors: Errors;
  /** Complaints of the server that belong to no field. */
  general: readonly string[];
  saving: boolean;
  /** What saving now would send; null while there is nothing to save or our own checks say no. */
  part: Flat | null;
  set: (key: string, value: Value) => void;
  touch: (key: string) => void;
  reset: () => void;
  submit: () => void;
  /** The part that is shown, where the room has parts. */
  tab: string;
  openTab: (tab: string) => void;
}

interface Refused {
  errors: Errors;
  general: readonly string[];
}

const leftovers = new Leftovers<Flat>();

const NOTHING_TYPED: Flat = {};

/** What is typed, which fields were left once, and what the server said about it. */
function useTyped(page: string) {
  const before = useLeftover(leftovers, page) ?? NOTHING_TYPED;
  const [typed, setTyped] = useState<Flat>(before);
  const latest = useRef(typed);
  useEffect(() => {
    latest.current = typed;
  }, [typed]);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Refused>(NOTHING);
  return {
    typed,
    touched,
    refused,
    setRefused,
    set: (key: string, value: Value) => {
      setTyped((before) => ({ ...before, [key]: value }));
      // Whoever types does something about the complaint.
      setRefused((before) => ({
        ...before,
        errors: Object.fromEntries(
          Object.entries(before.errors).filter(([other]) => other !== key),
        ),
      }));
    },
    touch: (keys: readonly string[]) => setTouched((before) => new Set([...before, ...keys])),
    /** After saving: what was typed since it was sent stays, and is answered. */
    keepSince: (sent: Flat): Flat => {
      setTyped((before) => typedSince(sent, before));
      setTouched(new Set());
      setRefused(NOTHING);
      return typedSince(sent, latest.current);
    },
    reset: () => {
      setTyped({});
      setTouched(new Set());
      setRefused(NOTHING);
    },
  };
}

/** The state of one form: what was loaded, what is typed, what is wrong, and saving it. */
export function useThingForm(
  room: AnyRoom,
  thing: Thing | null,
  onSaved: (saved: Thing, isNew: boolean) => void,
): FormState {
  const { t } = useI18n();
  const words = useComplaints();
  const { save } = useSave(room);
  const [tab, openTab] = useState(room.tabs?.[0]?.key ?? "");
  const state = useTyped(pageOf(room, thing?.id ?? null));
  const loaded = useMemo(
    () => (thing === null ? room.blank : { ...room.blank, ...room.flatten(thing) }),
    [room, thing],
  );
  const flat = useMemo(() => ({ ...loaded, ...state.typed }), [loaded, state.typed]);
  const own = validate(room.sections, flat, words);
  const changed = changedFields(room.sections, loaded, flat);
  const shown = Object.fromEntries(Object.entries(own).filter(([key]) => state.touched.has(key)));

  const lead = (keys: readonly string[]) => focusFirst(keys, openTab, room);
  const refuse = (error: unknown) => {
    const refused = placed(room, error, t("admin.kit.notSaved"));
    state.setRefused(refused);
    lead(Object.keys(refused.errors));
  };
  const put = (id: number | null, part: Flat, sent: Flat, undo: Flat | null) =>
    save.mutate(
      { id, part: room.unflatten(part) },
      {
        onSuccess: (saved) => {
          const typed = state.keepSince(sent);
          if (id === null) leftovers.leave(pageOf(room, saved.id), { typed, field: fieldAtHand() });
          toasts.show(
            t(savedWords(room, id), { name: room.name(saved) }),
            undo === null ? undefined : () => put(saved.id, undo, {}, null),
          );
          onSaved(saved, id === null);
        },
        onError: refuse,
      },
    );
  const submit = () => {
    const wrong = Object.keys(own);
    state.touch(wrong);
    if (wrong.length > 0) lead(wrong);
    else if (part !== null) {
      const sent = withGroups(room.sections, changed, room.groups ?? []);
      const undo = thing === null ? null : pick(loaded, withoutSecrets(sent));
      put(thing?.id ?? null, part, state.typed, undo);
    }
  };

  const right = Object.keys(own).length === 0;
  const part = right ? toSend(room, thing, flat, changed) : null;

  return {
    flat,
    part,
    set: state.set,
    reset: state.reset,
    changed: thing === null ? [] : changed,
    errors: { ...state.refused.errors, ...shown },
    general: state.refused.general,
    saving: save.isPending,
    touch: (key) => state.touch([key]),
    submit,
    tab,
    openTab,
  };
}

const pageOf = (room: AnyRoom, id: number | null): string => `${room.resource.path}/${id ?? "new"}`;

/** The part on which the first of these fields stands; the one that is open, when one of them is there. */
function tabOf(room: AnyRoom, keys: readonly string[], open: string): string {
  const tabs = room.sections
    .filter((section) => section.fields.some((field) => keys.includes(field.key)))
    .map((section) => section.tab ?? "");
  return tabs.includes(open) ? open : (tabs[0] ?? open);
}

const NOTHING: Refused = { errors: {}, general: [] };
/** A secret cannot be taken back: the former one is known to nobody. */
const withoutSecrets = (fields: readonly FieldSpec[]): readonly FieldSpec[] =>
  fields.filter((field) => field.kind !== "secret");

/** What a new thing is made of: everything that is shown, without empty secrets. */
const visible = (sections: readonly SectionSpec[], flat: Flat): Flat =>
  Object.fromEntries(
    sections
      .flatMap((section) => section.fields)
      .filter((field) => isShown(field, flat) && !(field.kind === "secret" && !flat[field.key]))
      .map((field) => [field.key, flat[field.key]]),
  );

/** What the server said, at our fields and above the form. */
function placed(room: AnyRoom, error: unknown, otherwise: string): Refused {
  const { detail, errors } = refusalOf(error);
  const { fields, rest } = placeErrors(room.sections, errors);
  const somewhere = [...Object.keys(fields), ...rest].length > 0;
  return { errors: fields, general: somewhere ? rest : [detail ?? otherwise] };
}

const savedWords = (room: AnyRoom, id: number | null) =>
  isOfDrafts(room.resource.path)
    ? "drafting.savedInto"
    : id === null
      ? "admin.kit.created"
      : "admin.kit.saved";

/** What saving now would send; null when nothing differs. */
function toSend(
  room: AnyRoom,
  thing: Thing | null,
  flat: Flat,
  changed: readonly FieldSpec[],
): Flat | null {
  if (thing === null) return visible(room.sections, flat);
  if (changed.length === 0) return null;
  return pick(flat, withGroups(room.sections, changed, room.groups ?? []));
}

/** To the first field that is wrong; nothing is disabled, one is led there instead. */
function focusFirst(
  keys: readonly string[],
  openTab: (choose: (open: string) => string) => void,
  room: AnyRoom,
): void {
  openTab((open) => tabOf(room, keys, open));
  requestAnimationFrame(() => {
    const all = document.querySelectorAll<HTMLElement>("[data-field]");
    [...all].find((element) => keys.includes(element.dataset["field"] ?? ""))?.focus();
  });
}

function Sections({
  room,
  form,
  isNew,
  disabled,
}: {
  room: AnyRoom;
  form: FormState;
  isNew: boolean;
  disabled: boolean;
}) {
  const here = room.tabs ? room.sections.filter((one) => one.tab === form.tab) : room.sections;
  return here.map((section) => {
    const fields = section.fields.filter((field) => isShown(field, form.flat));
    return (
      fields.length > 0 && (
        <section key={section.title} className={css.section}>
          <div>
            <h2>{section.title}</h2>
            {section.hint !== undefined && <p className="muted detail">{section.hint}</p>}
          </div>
          <div className={css.fields}>
            {fields.map((field) => (
              <div
                key={field.key}
                data-wide={field.wide || field.kind === "own" || undefined}
                data-changed={form.changed.includes(field) || undefined}
              >
                <FieldInput
                  field={field}
                  value={form.flat[field.key]}
                  flat={form.flat}
                  error={form.errors[field.key]}
                  disabled={disabled || (field.fixed === true && !isNew)}
                  onChange={(value) => form.set(field.key, value)}
                  onBlur={() => form.touch(field.key)}
                />
              </div>
            ))}
          </div>
        </section>
      )
    );
  });
}

/** How many fields of a part are wrong; nothing when none is. */
const wrongIn = (room: AnyRoom, tab: string, errors: Errors): number | undefined => {
  const fields = room.sections.filter((one) => one.tab === tab).flatMap((one) => one.fields);
  return fields.filter((field) => field.key in errors).length || undefined;
};

export function ThingForm({
  room,
  form,
  isNew,
  disabled,
}: {
  room: AnyRoom;
  form: FormState;
  isNew: boolean;
  disabled: boolean;
}) {
  const element = useRef<HTMLFormElement>(null);
  const sections = <Sections {...{ room, form, isNew, disabled }} />;
  return (
    <form
      ref={element}
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      {form.general.map((sentence) => (
        <Notice key={sentence} tone="bad" title={sentence} />
      ))}
      {room.tabs ? (
        <Tabs
          label={room.one}
          value={form.tab}
          onChange={form.openTab}
          tabs={room.tabs.map((tab) => ({
            ...tab,
            count: wrongIn(room, tab.key, form.errors),
            panel: sections,
          }))}
        />
      ) : (
        sections
      )}
      {/* Enter in any field saves, as forms do. */}
      <button type="submit" hidden />
    </form>
  );
}

/** Where one goes after a new thing was made. */
export function useOpenThing(key: string): (id: number | "new") => void {
  const navigate = useNavigate();
  return (id) => void navigate({ to: "/admin/$room/$id", params: { room: key, id: String(id) } });
}
