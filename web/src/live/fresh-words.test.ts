import { beforeEach, describe, expect, it } from "vitest";
import type { News } from "./connection";
import { keepWordsFresh } from "./fresh-words";

describe("words of the administration at a page that is open all day", () => {
  let tell: (news: News) => void;
  let waiting: { milliseconds: number; then: () => void }[];
  let asked: string[];
  let end: () => void;

  beforeEach(() => {
    waiting = [];
    asked = [];
    end = keepWordsFresh(
      (listener) => {
        tell = listener;
        return () => undefined;
      },
      (key) => asked.push(key),
      {
        random: () => 0.5,
        after: (milliseconds, then) => {
          const timer = { milliseconds, then };
          waiting.push(timer);
          return () => {
            waiting = waiting.filter((one) => one !== timer);
          };
        },
      },
    );
  });

  const timePasses = () => waiting.splice(0).forEach(({ then }) => then());

  it("asks anew for the list that was changed, and not all desks at once", () => {
    tell({ kind: "words", words: "dispositions" });
    expect(asked).toEqual([]);
    expect(waiting.map((one) => one.milliseconds)).toEqual([500]);
    timePasses();
    expect(asked).toEqual(["dispositions"]);
  });

  it("asks once however often it is told meanwhile, and again afterwards", () => {
    tell({ kind: "words", words: "not_ready_reasons" });
    tell({ kind: "words", words: "not_ready_reasons" });
    timePasses();
    expect(asked).toEqual(["not-ready-reasons"]);
    tell({ kind: "words", words: "not_ready_reasons" });
    timePasses();
    expect(asked).toHaveLength(2);
  });

  it("asks for everything after an interruption, and for nothing at the first connection", () => {
    tell({ kind: "connected" });
    timePasses();
    expect(asked).toEqual([]);
    tell({ kind: "connected" });
    timePasses();
    expect(asked).toEqual(["dispositions", "outcome-fields", "not-ready-reasons", "follow-ups"]);
  });

  it("asks for follow-ups when a colleague has handed one over", () => {
    tell({ kind: "follow_ups" });
    timePasses();
    expect(asked).toEqual(["follow-ups"]);
  });

  it("asks for nothing more once it has ended", () => {
    tell({ kind: "words", words: "outcome_fields" });
    end();
    timePasses();
    expect(asked).toEqual([]);
  });
});
