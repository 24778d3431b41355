import { beforeEach, describe, expect, it } from "vitest";
import { FakePhone } from "./fake-phone";
import type { LegReport } from "./leg-quality";
import { LineWatch } from "./line-watch";

/** Counters of a line, as a browser would tell them. */
class MeasuredPhone extends FakePhone {
  received = 0;
  lost = 0;
  /** No way to the center was found: the browser has nothing to count. */
  wayless = false;
  override stats(): Promise<null> {
    const report = new Map<string, object>([
      [
        "in",
        {
          type: "inbound-rtp",
          kind: "audio",
          timestamp: 0,
          packetsReceived: this.received,
          packetsLost: this.lost,
          jitter: 0.004,
          codecId: "codec",
        },
      ],
      ["remote", { type: "remote-inbound-rtp", kind: "audio", roundTripTime: 0.03 }],
      ["codec", { type: "codec", id: "codec", mimeType: "audio/opus" }],
    ]);
    if (this.wayless) report.clear();
    return Promise.resolve(report as unknown as null);
  }
}

let phone: MeasuredPhone;
let sent: [string, LegReport][];
let watch: LineWatch;
let ticks: number;
let held: boolean;

const seconds = async (count: number, lost = 0) => {
  for (let second = 0; second < count; second++) {
    ticks += 1_000;
    phone.received += 50 - lost;
    phone.lost += lost;
    await watch.look();
  }
};

beforeEach(async () => {
  phone = new MeasuredPhone();
  phone.loudness = { you: 0.5, caller: 0.5 };
  sent = [];
  ticks = 0;
  held = false;
  watch = new LineWatch({
    phone: () => phone,
    onHold: () => held,
    ticks: () => ticks,
    now: () => 1_800_000_000_000 + ticks,
    every: () => () => undefined,
    send: (interaction, report) => sent.push([interaction, report]),
  });
  phone.rings("i1");
  await watch.look();
});

describe("the line", () => {
  it("is measured from the answer to the end of the leg, and told once", async () => {
    await phone.answer();
    await seconds(11);
    expect(watch.line().quality?.mos).toBeGreaterThan(4.2);
    phone.ends();
    await watch.look();
    await watch.look();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.[0]).toBe("i1");
    expect(sent[0]?.[1]).toMatchObject({
      codec: "opus",
      jitter_ms: 4,
      round_trip_ms: 30,
      loss_share: 0,
      sentence_code: "",
    });
    expect(watch.line().quality).toBeNull();
  });

  it("says nothing of one bad second, and takes no word back for a good one", async () => {
    await phone.answer();
    await seconds(5);
    await seconds(1, 10);
    expect(watch.line().verdict).toBe("good");
    await seconds(5);
    await seconds(2, 5);
    expect(watch.line().verdict).toBe("good");
    await seconds(1, 5);
    expect(watch.line().verdict).toBe("loss");
    // The figures are those of the three seconds that made it bad.
    expect(watch.line().quality?.loss).toBeCloseTo(15 / 150);
    await seconds(4);
    expect(watch.line().verdict).toBe("loss");
    await seconds(1);
    expect(watch.line()).toMatchObject({ verdict: "good", quality: { loss: 0 } });
  });

  it("begins anew with the next call", async () => {
    await phone.answer();
    await seconds(6, 5);
    expect(watch.line().verdict).toBe("loss");
    phone.ends();
    phone.rings("i2");
    await phone.answer();
    await seconds(3);
    expect(watch.line()).toMatchObject({ verdict: "good", quality: { loss: 0 } });
  });

  it("tells the sentence that was true longest", async () => {
    await phone.answer();
    await seconds(6, 5);
    expect(watch.line().verdict).toBe("loss");
    phone.loudness = { you: 0, caller: 0 };
    await seconds(10);
    expect(watch.line().verdict).toBe("microphone_silent");
    phone.ends();
    await watch.look();
    expect(sent[0]?.[1].sentence_code).toBe("loss");
  });

  it("does not blame the microphone of somebody who listens", async () => {
    await phone.answer();
    await seconds(3);
    phone.loudness = { you: 0.001, caller: 0.5 };
    await seconds(60);
    expect(watch.line().verdict).toBe("good");
    phone.loudness = { you: 0, caller: 0.5 };
    await seconds(9);
    expect(watch.line().verdict).toBe("microphone_silent");
  });

  it("blames a microphone in whose noise nobody was heard from the beginning", async () => {
    phone.loudness = { you: 0.02, caller: 0.5 };
    await phone.answer();
    await seconds(7);
    expect(watch.line().verdict).toBe("good");
    await seconds(3);
    expect(watch.line().verdict).toBe("microphone_silent");
  });

  it("says that nobody is heard where no way for the voice was ever found", async () => {
    phone.wayless = true;
    await phone.answer();
    await seconds(9);
    expect(watch.line().verdict).toBe("good");
    await seconds(3);
    expect(watch.line().verdict).toBe("nothing_received");
    phone.wayless = false;
    await seconds(3);
    expect(watch.line().verdict).toBe("good");
  });

  it("does not count the time on hold", async () => {
    await phone.answer();
    await seconds(3);
    phone.loudness = { you: 0, caller: 0 };
    held = true;
    await seconds(60);
    held = false;
    await seconds(5);
    expect(watch.line().verdict).toBe("good");
  });

  it("tells of a call that another one follows at once", async () => {
    await phone.answer();
    await seconds(3);
    phone.ends();
    phone.rings("i2");
    await phone.answer();
    await seconds(3);
    expect(sent.map(([interaction]) => interaction)).toEqual(["i1"]);
  });

  it("tells nothing of what was never measured", async () => {
    phone.ends();
    await watch.look();
    expect(sent).toEqual([]);
  });
});
