import { describe, expect, it } from "vitest";
import { change, isNarrowed, queryOf, readFilters } from "./filters.model";

const NOW = new Date(2026, 10, 12, 14, 9);

describe("filters", () => {
  it("are read from an address, and nonsense is left out", () => {
    expect(
      readFilters({ search: 4940, queue: "3", agent: -1, outcome: "lost", period: "today", x: 1 }),
    ).toEqual({ search: "4940", queue: 3, period: "today" });
  });
  it("ask for the last seven days unless told otherwise", () => {
    expect(queryOf({}, NOW)).toMatchObject({ from: new Date(2026, 10, 6).toISOString() });
    expect(queryOf({ period: "all", queue: 2 }, NOW)).toEqual({
      queue: 2,
      from: undefined,
      to: undefined,
    });
  });
  it("take a whole day of the reader for yesterday", () => {
    expect(queryOf({ period: "yesterday" }, NOW)).toMatchObject({
      from: new Date(2026, 10, 11).toISOString(),
      to: new Date(2026, 10, 12).toISOString(),
    });
  });
  it("take exact bounds over the period, and open ends stay open", () => {
    expect(queryOf({ period: "today", from: "2026-11-01T00:00:00Z" }, NOW)).toEqual({
      from: "2026-11-01T00:00:00Z",
      to: undefined,
    });
  });
  it("forget a part that is taken away", () => {
    expect(change({ queue: 3, search: "holm" }, { queue: undefined, search: "" })).toEqual({});
  });
  it("know whether they hide anything but older rows", () => {
    expect(isNarrowed({ period: "today" })).toBe(false);
    expect(isNarrowed({ outcome: "abandoned" })).toBe(true);
  });

  it("keeps what a number counts only with its person and its beginning", () => {
    const whole = { behind: "handled", agent: 3, from: "2026-11-12T23:00:00Z" };
    expect(readFilters(whole)).toEqual(whole);
    expect(change(whole, { agent: undefined })).toEqual({ from: whole.from });
    expect(change(whole, { from: undefined })).toEqual({ agent: 3 });
  });
});
