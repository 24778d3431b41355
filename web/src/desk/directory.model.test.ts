import { describe, expect, it } from "vitest";
import type { DirectoryQueue } from "@/api/directory";
import type { Colleague } from "@/contracts/contracts.gen";
import { listOf, numbersUsed } from "./directory.model";

const ANNA = 7;
const colleagues: Colleague[] = [
  { id: ANNA, name: "Anna Schmidt", state: "talking", queues: [1] },
  { id: 8, name: "Ben Müller", state: "offline", queues: [2] },
  { id: 9, name: "Zoë Ötz", state: "ready", queues: [1] },
];
const queue = (id: number, name: string): DirectoryQueue => ({
  id,
  name,
  waiting: 0,
  ready: 0,
  estimated_wait: null,
  closed: false,
  caller_id: "",
  wrap_up: "timed",
});

describe("the directory of one person", () => {
  const own = {
    favourites: ["queue:2", "agent:77", "number:+4940111"],
    recent: ["agent:9", "queue:2", "number:+4930222"],
    numbers: [{ id: 1, name: "Taxi Holm", number: "+4940111", note: "day and night" }],
  };
  const listed = (typed: string) =>
    listOf({
      purpose: "transfer",
      typed,
      colleagues,
      directory: { queues: [queue(1, "Billing DE"), queue(2, "Tariffs")], flows: [] },
      own,
      me: ANNA,
      present: [],
    }).map(({ entry, group, starred }) => `${group} ${entry.key}${starred ? " *" : ""}`);

  it("shows favourites and what was used last above, each once, and not what is gone", () => {
    expect(listed("")).toEqual([
      "favourite queue-2 *",
      "favourite number-+4940111 *",
      "recent agent-9",
      "recent number:+4930222",
      "queue queue-1",
      "away agent-8",
    ]);
  });

  it("finds a number of the house by three letters, a word of its note, or its digits", () => {
    for (const typed of ["tax", "night", "40111"])
      expect(listed(typed)).toContain("number number-+4940111 *");
    expect(listed("tar")).toEqual(["queue queue-2 *", "away agent-8"]);
  });

  it("offers for dialling what was dialled last", () => {
    expect(numbersUsed(own)).toEqual(["+4930222"]);
    expect(numbersUsed(null)).toEqual([]);
  });
});
