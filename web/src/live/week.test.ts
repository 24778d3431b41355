/** A board that is left open for a week: what the page knows must not grow, and old numbers must not look new. */
import { expect, it } from "vitest";
import type { Delta, Hello, Pulse } from "@/contracts/contracts.gen";
import { LiveConnection, type Surroundings } from "./connection";
import { FakeSocket, NO_CHANGES } from "./fake-socket";
import { agentView, interactionView, queueView } from "./samples";
import { isStale } from "./state";

const AGENTS = 50;
const QUEUES = 8;
/** A week in small: each caller comes, is answered and goes again, and seven times the web process is started anew. */
const INTERACTIONS = 2_100;
const STEP_MS = 4_000;

/** Time that passes only when the test says so; every timer that is set and not cancelled counts. */
class Week implements Surroundings {
  at = 1_800_000_000_000;
  wires: FakeSocket[] = [];
  timers = new Map<number, { at: number; then: () => void }>();
  #next = 0;
  open = () => {
    const wire = new FakeSocket();
    this.wires.push(wire);
    return wire;
  };
  now = () => this.at;
  random = () => 1;
  clock = () => undefined;
  after = (milliseconds: number, then: () => void) => {
    const key = this.#next++;
    this.timers.set(key, { at: this.at + milliseconds, then });
    return () => void this.timers.delete(key);
  };
  passes(milliseconds: number) {
    this.at += milliseconds;
    for (const [key, timer] of [...this.timers]) {
      if (timer.at > this.at) continue;
      this.timers.delete(key);
      timer.then();
    }
  }
}

it("knows after a week no more than after a minute, holds one socket and one timer, and says when it stands still", () => {
  const week = new Week();
  const live = new LiveConnection(week);
  let drawn = 0;
  const forget = live.subscribe(() => drawn++);
  live.start();
  const wire = () => week.wires.at(-1) ?? new FakeSocket();
  const now = () => week.at * 1000;
  const hello = (): Hello => ({
    kind: "hello",
    server_at: now(),
    fresh_at: now(),
    engine: true,
    pbx: true,
    me: { user: 1, name: "Wall", role: "supervisor", agent: null, permissions: [] },
    queues: Array.from({ length: QUEUES }, (_, id) => queueView(id)),
    agents: Array.from({ length: AGENTS }, (_, id) => agentView(id)),
    interactions: [],
    callbacks: [],
    colleagues: [],
  });
  const sizes = () => {
    const { queues, agents, interactions, callbacks, colleagues } = live.state();
    return [queues, agents, interactions, callbacks, colleagues].map((part) => part.size);
  };
  wire().says(hello());
  const first = sizes();
  for (let index = 0; index < INTERACTIONS; index++) {
    week.passes(STEP_MS);
    const id = `i${index}`;
    const delta: Delta = { kind: "delta", fresh_at: now(), ...NO_CHANGES };
    wire().says({
      ...delta,
      interactions: [interactionView(id)],
      queues: [queueView(index % QUEUES)],
    });
    wire().says({ ...delta, agents: [agentView(index % AGENTS)], gone_interactions: [id] });
    const pulse: Pulse = {
      kind: "pulse",
      server_at: now(),
      fresh_at: now(),
      engine: true,
      pbx: true,
    };
    wire().says(pulse);
    // Once a day the web process is started anew.
    if (index % (INTERACTIONS / 7) === 0) {
      wire().onclose?.({ code: 1012 });
      week.passes(5_000);
      wire().says(hello());
    }
  }
  expect(sizes()).toEqual(first);
  expect(week.timers.size).toBe(1);
  expect(drawn).toBeGreaterThan(INTERACTIONS);
  expect(isStale(live.state(), week.at)).toBe(false);
  week.passes(5_001);
  expect(isStale(live.state(), week.at)).toBe(true);
  expect(live.link().kind).toBe("lost");
  forget();
  live.stop();
});
