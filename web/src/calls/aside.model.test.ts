import { describe, expect, it } from "vitest";
import type { OtherFact } from "@/api/interactions";
import { asidesOf, cutBy } from "./aside.model";

/** Facts of a call, by the second at which they happened. */
const facts = (...rows: [number, string, object?][]) =>
  rows.map(([second, kind, rest]) => ({
    at: new Date(second * 1000).toISOString(),
    kind,
    ...rest,
  })) as unknown as OtherFact[];
const asks = (second: number, party = "p"): [number, string, object] => [
  second,
  "party_invited",
  { party, role: "consulted" },
];
const spans = (...rows: [number, string, object?][]) =>
  asidesOf(facts(...rows), 100_000).map(({ from, to }) => [from / 1000, to / 1000]);

describe("the customer hears music", () => {
  it("from the ringing of whom is asked until that one has left", () => {
    expect(
      spans(asks(10), [14, "party_joined", { party: "p" }], [30, "party_left", { party: "p" }]),
    ).toEqual([[10, 30]]);
  });
  it("not while the agent has gone back to the customer", () => {
    const turn = (second: number, customer: boolean): [number, string, object] => [
      second,
      "consult_switched",
      { with_customer: customer },
    ];
    expect(
      spans(asks(10), turn(20, true), turn(25, false), [30, "conference_started", { party: "p" }]),
    ).toEqual([
      [10, 20],
      [25, 30],
    ]);
    expect(spans(asks(10), turn(20, true), [30, "party_left", { party: "p" }])).toEqual([[10, 20]]);
  });
  it("until it is handed on, or over, or still", () => {
    expect(spans(asks(10), [30, "owner_changed"])).toEqual([[10, 30]]);
    expect(spans(asks(10), [30, "interaction_ended"])).toEqual([[10, 30]]);
    expect(spans(asks(10))).toEqual([[10, 100]]);
    expect(spans(asks(10), [20, "party_left", { party: "p" }], asks(40, "q"))).toEqual([
      [10, 20],
      [40, 100],
    ]);
  });
  it("for nobody who listens, who was called in, or who leaves a conference", () => {
    expect(spans([10, "party_invited", { party: "p", role: "monitor" }])).toEqual([]);
    expect(spans([10, "party_invited", { party: "p", role: "member" }])).toEqual([]);
    expect(spans(asks(10), [20, "party_left", { party: "listener" }])).toEqual([[10, 100]]);
  });
});

it("cuts a stretch where the music begins and ends", () => {
  const music = [
    { from: 10, to: 20 },
    { from: 30, to: 60 },
  ];
  expect(cutBy({ from: 0, to: 50 }, music)).toEqual([
    { from: 0, to: 10, aside: false },
    { from: 10, to: 20, aside: true },
    { from: 20, to: 30, aside: false },
    { from: 30, to: 50, aside: true },
  ]);
  expect(cutBy({ from: 70, to: 80 }, music)).toEqual([{ from: 70, to: 80, aside: false }]);
});
