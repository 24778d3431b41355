import { expect, it } from "vitest";
import { addUp, isMeasure, ofTally } from "./figures.model";
import oracle from "./oracle.gen.json";

it("sums over queues say what the reports say of the same days", () => {
  for (const { days, said } of oracle.cases) {
    const sum: Readonly<Record<string, number>> = addUp(days);
    for (const [name, value] of Object.entries(said)) {
      const own = isMeasure(name) ? ofTally(name, addUp(days)) : (sum[name] ?? null);
      if (value === null) expect(own, name).toBeNull();
      else expect(own, name).toBeCloseTo(value, 9);
    }
  }
});
