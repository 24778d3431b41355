/** A form described as data: what a field is, when its value is right, and what is sent. */

import type { ReactNode } from "react";

export interface Level {
  id: number;
  level: number;
}

export type Value =
  string | number | boolean | null | readonly (string | number)[] | readonly Level[] | object;

/** One thing as a form sees it: one value per field, nothing nested. */
export type Flat = Readonly<Record<string, Value | undefined>>;

export interface Choice {
  value: string | number | null;
  label: string;
}

interface Base {
  key: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** Takes the whole width of its section. */
  wide?: boolean;
  /** Chosen when the thing is made, and never again. */
  fixed?: boolean;
  /** Shown only while this holds; what is not shown is not checked and not sent. */
  when?: (flat: Flat) => boolean;
  /** A sentence when the value is wrong. Asked after the general checks. */
  check?: (value: Value | undefined, flat: Flat) => string | undefined;
}

/** What a field of its own making gets to draw itself. */
export interface OwnProps {
  value: Value | undefined;
  flat: Flat;
  disabled: boolean;
  onChange: (value: Value) => void;
}

export type FieldSpec = Base &
  (
    | { kind: "text"; max: number; placeholder?: string }
    | { kind: "area"; max: number }
    | { kind: "lines" }
    /** `factor` 100 shows a share as per cent. */
    | { kind: "number"; unit?: string; min: number; max: number; factor?: number }
    | { kind: "one"; options: readonly Choice[] }
    | { kind: "many"; options: readonly Choice[]; none: string }
    /** `least`: a level is what is asked for at least (≥ 4), not what somebody has (level 4). */
    | { kind: "levels"; options: readonly Choice[]; none: string; least: boolean }
    | { kind: "switch" }
    | { kind: "secret"; max: number }
    /** A list of rules and the like: draws itself, and says itself in words. */
    | {
        kind: "own";
        draw: (props: OwnProps) => ReactNode;
        words: (value: Value | undefined) => string;
      }
  );

export interface SectionSpec {
  title: string;
  /** On which tab it stands, where the room has tabs. */
  tab?: string;
  hint?: string;
  fields: readonly FieldSpec[];
}

/** The general complaints, in the language of the page. */
export interface Complaints {
  needed: string;
  notANumber: string;
  range: (min: number, max: number, unit: string) => string;
  tooLong: (max: number) => string;
}

export type Errors = Readonly<Record<string, string>>;

/** What a person has typed, as text; nothing for what is not text. */
export const textOf = (value: Value | undefined): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const fieldsOf = (sections: readonly SectionSpec[]): readonly FieldSpec[] =>
  sections.flatMap((section) => section.fields);

export const isShown = (field: FieldSpec, flat: Flat): boolean => field.when?.(flat) ?? true;

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);

/** A number as people type it: with a comma or a point. Null when it is none. */
export function parseNumber(text: string): number | null {
  const clean = text.trim().replace(",", ".");
  if (!/^-?\d+(\.\d+)?$/.test(clean)) return null;
  return Number(clean);
}

/** Somewhere below is a number field into which something else was typed. */
const hasNoNumber = (value: unknown): boolean =>
  typeof value === "object" && value !== null
    ? Object.values(value).some(hasNoNumber)
    : Number.isNaN(value);

function complaint(field: FieldSpec, flat: Flat, words: Complaints): string | undefined {
  const value = flat[field.key];
  if (isEmpty(value)) {
    const may = field.optional ?? ["many", "levels", "switch", "lines", "own"].includes(field.kind);
    return may ? field.check?.(value, flat) : words.needed;
  }
  if (field.kind === "number") {
    if (typeof value !== "number") return words.notANumber;
    const shown = value * (field.factor ?? 1);
    if (shown < field.min || shown > field.max)
      return words.range(field.min, field.max, field.unit ?? "");
  }
  if (field.kind === "own" && hasNoNumber(value)) return words.notANumber;
  if ("max" in field && field.kind !== "number" && textOf(value).length > field.max)
    return words.tooLong(field.max);
  return field.check?.(value, flat);
}

export function validate(sections: readonly SectionSpec[], flat: Flat, words: Complaints): Errors {
  const errors: Record<string, string> = {};
  for (const field of fieldsOf(sections)) {
    if (!isShown(field, flat)) continue;
    const wrong = complaint(field, flat, words);
    if (wrong !== undefined) errors[field.key] = wrong;
  }
  return errors;
}

/** The server's complaints at our fields (`registration.server`, `required_skills.0.level_min`); the rest is said above the form. */
export function placeErrors(
  sections: readonly SectionSpec[],
  said: Readonly<Record<string, readonly string[]>>,
): { fields: Errors; rest: string[] } {
  const all = fieldsOf(sections);
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const [path, sentences] of Object.entries(said)) {
    const parts = path.split(".");
    const candidates = [path, parts.join("_"), parts.slice(0, 2).join("_"), parts[0] ?? ""];
    const field = all.find((one) => candidates.includes(one.key));
    // Of a list of rules it matters which one is meant.
    const row = field?.kind === "own" ? parts.find((part) => /^\d+$/.test(part)) : undefined;
    const said = row === undefined ? sentences : [`${Number(row) + 1}: ${sentences.join(" ")}`];
    if (field === undefined) rest.push(...sentences);
    else fields[field.key] = [fields[field.key], ...said].filter(Boolean).join(" ");
  }
  return { fields, rest };
}

const same = (a: Value | undefined, b: Value | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The fields that differ, in the order of the form. */
export const changedFields = (
  sections: readonly SectionSpec[],
  before: Flat,
  after: Flat,
): readonly FieldSpec[] =>
  fieldsOf(sections).filter(
    (field) =>
      isShown(field, after) &&
      !same(before[field.key], after[field.key]) &&
      // An empty secret is "as it was".
      !(field.kind === "secret" && isEmpty(after[field.key])),
  );

/** Changed fields bring along the fields of their group: what the server takes as one thing is sent whole. */
export const withGroups = (
  sections: readonly SectionSpec[],
  changed: readonly FieldSpec[],
  groups: readonly (readonly string[])[],
): readonly FieldSpec[] => {
  const keys = new Set(changed.map((field) => field.key));
  for (const group of groups)
    if (group.some((key) => keys.has(key))) group.forEach((key) => keys.add(key));
  return fieldsOf(sections).filter((field) => keys.has(field.key));
};

/** Only these keys of a thing. */
export const pick = (flat: Flat, fields: readonly FieldSpec[]): Flat =>
  Object.fromEntries(
    fields.map((field) => [field.key, flat[field.key]] as const).filter(([, v]) => v !== undefined),
  );

/** A value in words, for the list of what a save would change. */
export function inWords(
  field: FieldSpec,
  value: Value | undefined,
  words: { yes: string; no: string; none: string },
): string {
  const name = (key: unknown) =>
    "options" in field
      ? (field.options.find((option) => option.value === key)?.label ?? String(key))
      : String(key);
  switch (field.kind) {
    case "switch":
      return value === true ? words.yes : words.no;
    case "secret":
      return "••••••";
    case "number":
      if (typeof value !== "number") return textOf(value) || words.none;
      return `${Number((value * (field.factor ?? 1)).toFixed(4))} ${field.unit ?? ""}`.trim();
    case "levels":
      return isEmpty(value)
        ? words.none
        : (value as readonly Level[])
            .map((one) => `${name(one.id)} ${levelText(one.level, field.least)}`)
            .join(", ");
    case "many":
    case "lines":
      return isEmpty(value) ? words.none : (value as readonly unknown[]).map(name).join(", ");
    case "one":
      return value === undefined ? words.none : name(value);
    case "own":
      return field.words(value) || words.none;
    case "text":
    case "area":
      return isEmpty(value) ? words.none : textOf(value);
  }
}

/** A level as it stands behind its skill: asked for "≥ 4", held "4". */
export const levelText = (level: number, least: boolean): string =>
  least ? `≥ ${level}` : String(level);
