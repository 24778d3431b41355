import { describe, expect, it } from "vitest";
import type { Disposition, OutcomeField } from "@/api/desk";
import {
  choicesFor,
  chosenByDigit,
  columnsOf,
  fieldsFor,
  levelUp,
  missingOf,
} from "./outcome.model";

const BILLING = 1;
const OUTAGE = 2;

const outcome = (id: number, part: Partial<Disposition> = {}): Disposition => ({
  id,
  code: `d${id}`,
  name_en: `Outcome ${id}`,
  name_de: `Ergebnis ${id}`,
  parent: null,
  queues: [],
  position: id,
  note_required: false,
  active: true,
  ...part,
});

const field = (code: string, part: Partial<OutcomeField> = {}): OutcomeField => ({
  id: 1,
  code,
  name_en: code,
  name_de: code,
  kind: "text",
  unit: "",
  options: [],
  required: false,
  queues: [],
  position: 0,
  active: true,
  ...part,
});

const SOLVED = outcome(1);
const GROUP = outcome(2, { queues: [BILLING] });
const LOWERED = outcome(3, { parent: 2 });
const RAISED = outcome(4, { parent: 2, position: 1 });
const RETIRED = outcome(5, { active: false });
const OTHER = outcome(6, { note_required: true });
const ALL = [OTHER, LOWERED, RAISED, GROUP, SOLVED, RETIRED];

const draft = (part: object = {}) => ({ note: "", disposition: null, answers: {}, ...part });
const ids = (choices: readonly Disposition[]) => choices.map((one) => one.id);

describe("outcomes", () => {
  it("are those of the queue, in the administrator's order; what is below a hidden group is hidden", () => {
    expect(ids(choicesFor(ALL, BILLING))).toEqual([1, 4, 2, 3, 6]);
    expect(ids(choicesFor(ALL, OUTAGE))).toEqual([1, 6]);
    expect(ids(choicesFor(ALL, null))).toEqual([1, 6]);
  });

  it("open one more column below each group that is chosen", () => {
    const choices = choicesFor(ALL, BILLING);
    expect(columnsOf(choices, null).map((column) => ids(column.choices))).toEqual([[1, 2, 6]]);
    const open = columnsOf(choices, GROUP.id);
    expect(open.map((column) => [ids(column.choices), column.chosen])).toEqual([
      [[1, 2, 6], 2],
      [[4, 3], null],
    ]);
    expect(columnsOf(choices, LOWERED.id).map((column) => column.chosen)).toEqual([2, 3]);
    expect(columnsOf(choices, SOLVED.id)).toHaveLength(1);
  });

  it("are chosen by digits column after column, and taken back one level at a time", () => {
    const choices = choicesFor(ALL, BILLING);
    expect(chosenByDigit(columnsOf(choices, null), 2)?.id).toBe(GROUP.id);
    expect(chosenByDigit(columnsOf(choices, GROUP.id), 2)?.id).toBe(LOWERED.id);
    expect(chosenByDigit(columnsOf(choices, LOWERED.id), 1)?.id).toBe(RAISED.id);
    expect(chosenByDigit(columnsOf(choices, null), 9)).toBeUndefined();
    expect(levelUp(choices, LOWERED.id)).toBe(GROUP.id);
    expect(levelUp(choices, GROUP.id)).toBeNull();
  });
});

describe("what is missing", () => {
  const choices = choicesFor(ALL, BILLING);
  const fields = fieldsFor(
    [field("told"), field("from", { required: true, queues: [BILLING] })],
    BILLING,
  );

  it("is said in the order of the page: outcome, fields, note", () => {
    expect(missingOf(draft(), choices, fields).map((one) => one.kind)).toEqual([
      "disposition",
      "field",
    ]);
    expect(missingOf(draft({ disposition: GROUP.id }), choices, [])).toEqual([
      { kind: "disposition" },
    ]);
    expect(missingOf(draft({ disposition: OTHER.id, note: " " }), choices, [])).toEqual([
      { kind: "note" },
    ]);
  });

  it("is nothing when all is there; no counts as an answer, and so does zero", () => {
    const whole = draft({ disposition: LOWERED.id, answers: { from: "2026-12-01" } });
    expect(missingOf(whole, choices, fields)).toEqual([]);
    const numbers = [field("amount", { required: true }), field("solved", { required: true })];
    const answered = draft({ disposition: SOLVED.id, answers: { amount: 0, solved: false } });
    expect(missingOf(answered, choices, numbers)).toEqual([]);
  });

  it("is no outcome where there is none to choose", () => {
    expect(missingOf(draft(), [], [])).toEqual([]);
  });

  it("is not asked for a field of another queue", () => {
    const all = [field("from", { required: true, queues: [BILLING] })];
    expect(fieldsFor(all, OUTAGE)).toEqual([]);
  });
});
