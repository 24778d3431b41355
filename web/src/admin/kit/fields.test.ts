import { describe, expect, it } from "vitest";
import {
  changedFields,
  inWords,
  parseNumber,
  pick,
  placeErrors,
  validate,
  withGroups,
  type Complaints,
  type Flat,
  type SectionSpec,
} from "./fields";

const words: Complaints = {
  needed: "needed",
  notANumber: "no number",
  range: (min, max, unit) => `use ${min} to ${max} ${unit}`,
  tooLong: (max) => `over ${max}`,
};

const sections: SectionSpec[] = [
  {
    title: "Basics",
    fields: [
      { key: "name", kind: "text", label: "Name", max: 5 },
      { key: "rings", kind: "number", label: "Rings", unit: "s", min: 5, max: 120 },
      { key: "target", kind: "number", label: "Target", unit: "%", min: 0, max: 100, factor: 100 },
      {
        key: "queues",
        kind: "many",
        label: "Queues",
        options: [{ value: 1, label: "A" }],
        none: "",
      },
      {
        key: "contact",
        kind: "text",
        label: "Contact",
        max: 60,
        when: (flat) => flat["kind"] === "fixed",
      },
      { key: "password", kind: "secret", label: "Password", max: 20, optional: true },
    ],
  },
];
const right: Flat = { name: "Gas", rings: 20, target: 0.8, queues: [] };

describe("a form", () => {
  it("has nothing to say about right values; a choice of several may be empty", () => {
    expect(validate(sections, right, words)).toEqual({});
  });
  it("names what is missing, no number, out of range, or too long", () => {
    expect(validate(sections, { ...right, name: " ", rings: 3 }, words)).toEqual({
      name: "needed",
      rings: "use 5 to 120 s",
    });
    expect(validate(sections, { ...right, name: "Abcdef", rings: "x" }, words)).toEqual({
      name: "over 5",
      rings: "no number",
    });
  });
  it("compares a share in the unit that is shown", () => {
    expect(validate(sections, { ...right, target: 1.01 }, words)).toEqual({
      target: "use 0 to 100 %",
    });
  });
  it("does not check what it does not show", () => {
    expect(validate(sections, { ...right, kind: "fixed" }, words)).toEqual({ contact: "needed" });
  });
  it("lets a field have its own rule", () => {
    const own: SectionSpec[] = [
      { title: "", fields: [{ key: "a", kind: "text", label: "A", max: 9, check: () => "never" }] },
    ];
    expect(validate(own, { a: "x" }, words)).toEqual({ a: "never" });
  });
});

it("reads numbers with comma or point, and nothing else", () => {
  expect(["20", " 2,5 ", "-1.5", "", "1e9", "0x10", "1.2.3"].map(parseNumber)).toEqual([
    20,
    2.5,
    -1.5,
    null,
    null,
    null,
    null,
  ]);
});

it("puts the server's complaints at their fields, nested ones too, and keeps the rest", () => {
  const placed = placeErrors(sections, {
    name: ["taken"],
    "queues.0": ["gone"],
    other: ["odd", "strange"],
  });
  expect(placed).toEqual({ fields: { name: "taken", queues: "gone" }, rest: ["odd", "strange"] });
});

it("sends only what changed, and no empty secret", () => {
  const after = { ...right, name: "Oil", queues: [1], password: "" };
  const changed = changedFields(sections, right, after);
  expect(changed.map((field) => field.key)).toEqual(["name", "queues"]);
  expect(pick(after, changed)).toEqual({ name: "Oil", queues: [1] });
});

it("sends the whole group when one of its fields changed", () => {
  const [name, rings] = sections[0]?.fields ?? [];
  if (!name || !rings) throw new Error("fields are missing");
  const groups = [["rings", "target"]];
  expect(withGroups(sections, [rings], groups).map((field) => field.key)).toEqual([
    "rings",
    "target",
  ]);
  expect(withGroups(sections, [name], groups).map((field) => field.key)).toEqual(["name"]);
});

it("says values in words", () => {
  const said = { yes: "yes", no: "no", none: "none" };
  const [name, rings, target, queues] = sections[0]?.fields ?? [];
  if (!name || !rings || !target || !queues) throw new Error("fields are missing");
  expect(inWords(rings, 20, said)).toBe("20 s");
  expect(inWords(target, 0.55, said)).toBe("55 %");
  expect(inWords(queues, [1, 7], said)).toBe("A, 7");
  expect(inWords(name, "", said)).toBe("none");
});

it("tells a level that is held from one that is asked for", () => {
  const said = { yes: "yes", no: "no", none: "none" };
  const skills = {
    key: "skills",
    label: "Skills",
    kind: "levels",
    none: "",
    options: [{ value: 3, label: "German" }],
  } as const;
  const value = [{ id: 3, level: 4 }];
  expect(inWords({ ...skills, least: false }, value, said)).toBe("German 4");
  expect(inWords({ ...skills, least: true }, value, said)).toBe("German ≥ 4");
});
