import { beforeEach, describe, expect, it } from "vitest";
import type { AgentView, Delta, Hello, Pulse, QueueView } from "@/contracts/contracts.gen";
import {
  LiveConnection,
  NOT_ANSWERED,
  retryDelay,
  type Socket,
  type Surroundings,
} from "./connection";
import { agentView, queueView } from "./samples";

class FakeSocket implements Socket {
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  sent: string[] = [];
  closed = false;
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  says(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

/** A world in which time passes only when the test says so. */
class World implements Surroundings {
  at = 1_000_000;
  sockets: FakeSocket[] = [];
  offset = 0;
  #timers: { at: number; then: () => void }[] = [];
  open = () => {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket;
  };
  now = () => this.at;
  random = () => 1;
  clock = (offset: number) => {
    this.offset = offset;
  };
  after = (milliseconds: number, then: () => void) => {
    const timer = { at: this.at + milliseconds, then };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };
  passes(milliseconds: number) {
    const until = this.at + milliseconds;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.at = next.at;
      next.then();
    }
    this.at = until;
  }
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("nothing was opened");
    return socket;
  }
}

let world: World;
let live: LiveConnection;
const us = (ms: number) => ms * 1000;

const hello = (queues: QueueView[], agents: AgentView[] = []): Hello => ({
  kind: "hello",
  server_at: us(world.at + 700),
  fresh_at: us(world.at + 700),
  engine: true,
  pbx: true,
  me: { user: 1, name: "Lena", role: "agent", agent: 7, permissions: [] },
  queues,
  agents,
  interactions: [],
  callbacks: [],
  colleagues: [],
});
const delta = (part: Partial<Delta>): Delta => ({
  kind: "delta",
  fresh_at: us(world.at),
  queues: [],
  agents: [],
  interactions: [],
  gone_queues: [],
  gone_agents: [],
  gone_interactions: [],
  callbacks: [],
  gone_callbacks: [],
  colleagues: [],
  gone_colleagues: [],
  ...part,
});
const pulse = (): Pulse => ({
  kind: "pulse",
  server_at: us(world.at),
  fresh_at: us(world.at),
  engine: true,
  pbx: true,
});

beforeEach(() => {
  world = new World();
  live = new LiveConnection(world);
  live.start();
});

describe("the live connection", () => {
  it("starts with a snapshot and merges what changes, keeping the rest as it was", () => {
    world.socket.says(hello([queueView(1), queueView(2)], [agentView(7)]));
    const before = live.state();
    world.socket.says(delta({ queues: [queueView(2, { waiting: 3 })] }));
    const after = live.state();
    expect(after.queues.get(2)?.waiting).toBe(3);
    expect(after.queues.get(1)).toBe(before.queues.get(1));
    expect(after.agents).toBe(before.agents);
    world.socket.says(delta({ gone_queues: [1] }));
    expect([...live.state().queues.keys()]).toEqual([2]);
  });

  it("takes a delta that leaves out what did not change", () => {
    world.socket.says(hello([queueView(1)]));
    world.socket.says({ kind: "delta", fresh_at: us(world.at), agents: [agentView(7)] });
    expect([live.state().queues.size, live.state().agents.size]).toEqual([1, 1]);
  });

  it("learns the server's clock", () => {
    world.socket.says(hello([]));
    expect(world.offset).toBe(700);
  });

  it("is lost after five silent seconds, although the socket never closed", () => {
    world.socket.says(hello([]));
    world.passes(4_000);
    world.socket.says(pulse());
    world.passes(4_999);
    expect(live.link().kind).toBe("open");
    world.passes(1);
    expect(live.link()).toEqual({ kind: "lost", since: 1_009_000 });
    expect(world.sockets[0]?.closed).toBe(true);
  });

  it("comes back by itself, and a new snapshot forgets what is gone", () => {
    world.socket.says(hello([queueView(1)]));
    world.socket.onclose?.({ code: 1006 });
    expect(live.state().queues.size).toBe(1);
    world.passes(250);
    expect(world.sockets).toHaveLength(2);
    world.socket.says(hello([queueView(2)]));
    expect(live.link().kind).toBe("open");
    expect([...live.state().queues.keys()]).toEqual([2]);
  });

  it("keeps the first moment of an interruption while it tries again and again", () => {
    world.socket.says(hello([]));
    world.socket.onclose?.({ code: 1006 });
    const link = live.link();
    world.passes(250);
    world.socket.onclose?.({ code: 1006 });
    world.passes(500);
    expect(live.link()).toEqual(link);
    expect(world.sockets).toHaveLength(3);
  });

  it("knocks seldom when the session is over, and is back when somebody has signed in", () => {
    world.socket.says(hello([]));
    world.socket.onclose?.({ code: 4401 });
    world.passes(29_999);
    expect(world.sockets).toHaveLength(1);
    world.passes(1);
    expect(world.sockets).toHaveLength(2);
    world.socket.onclose?.({ code: 4401 });
    world.passes(30_000);
    expect(live.link().kind).toBe("signed_out");
    world.socket.says(hello([]));
    expect(live.link().kind).toBe("open");
  });

  it("stays signed out while the server is away as well", () => {
    world.socket.onclose?.({ code: 4401 });
    world.passes(30_000);
    world.socket.onclose?.({ code: 1006 });
    expect(live.link().kind).toBe("signed_out");
    world.passes(250);
    expect(world.sockets).toHaveLength(3);
  });

  it("tries at once when the network is back", () => {
    world.socket.onclose?.({ code: 1006 });
    live.hurry();
    expect(world.sockets).toHaveLength(2);
    world.passes(250);
    expect(world.sockets).toHaveLength(2);
  });
});

describe("asking", () => {
  const intent = { kind: "decline_offer", agent: 7, offer: "o1" } as const;

  it("brings back the answer to the question with the same id", async () => {
    world.socket.says(hello([]));
    const first = live.ask(intent);
    const second = live.ask(intent);
    const ids = world.socket.sent.map((text) => (JSON.parse(text) as { id: string }).id);
    world.socket.says({
      kind: "outcome",
      id: ids[1],
      refused: { code: "not_offered", detail: "" },
    });
    world.socket.says({ kind: "outcome", id: ids[0], refused: null });
    expect(await first).toBeNull();
    expect(await second).toEqual({ code: "not_offered", detail: "" });
  });

  it("is refused when no answer comes, when the connection breaks, and when there is none", async () => {
    expect(await live.ask(intent)).toEqual(NOT_ANSWERED);
    world.socket.says(hello([]));
    const silent = live.ask(intent);
    world.passes(4_000);
    world.socket.says(pulse());
    world.passes(1_000);
    expect(await silent).toEqual(NOT_ANSWERED);
    const broken = live.ask(intent);
    world.socket.onclose?.({ code: 1006 });
    expect(await broken).toEqual(NOT_ANSWERED);
  });
});

it("waits longer and longer, up to five seconds", () => {
  expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => retryDelay(attempt, 1))).toEqual([
    250, 500, 1000, 2000, 4000, 5000, 5000,
  ]);
  expect(retryDelay(9, 0)).toBe(2_500);
});
