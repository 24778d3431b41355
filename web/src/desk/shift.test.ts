/** A desk that is open for a shift of eight hours: what the page knows after it must be what it knew at the beginning. */
import { expect, it } from "vitest";
import type { AgentState, Delta, Hello } from "@/contracts/contracts.gen";
import { LiveConnection, type Surroundings } from "@/live/connection";
import { FakeSocket, NO_CHANGES } from "@/live/fake-socket";
import { agentView, interactionView, queueView } from "@/live/samples";
import { FakePhone } from "@/softphone/fake-phone";
import { Companion } from "./companion";
import { Note } from "./note.model";
import { Workplace } from "./workplace";

const ME = 7;
const DEVICE = 12;
/** One every minute and a half, with ten news of colleagues and queues in between. */
const CALLS = 320;
const NEWS = 10;

class Shift implements Surroundings {
  at = 1_800_000_000_000;
  readonly wire = new FakeSocket();
  readonly timers = new Map<number, () => void>();
  #next = 0;
  open = () => this.wire;
  now = () => this.at;
  random = () => 1;
  clock = () => undefined;
  after = (_: number, then: () => void) => {
    const key = this.#next++;
    this.timers.set(key, then);
    return () => void this.timers.delete(key);
  };
}

it("keeps nothing of the calls that are over: no interaction, trail, note, ring, listener or timer", async () => {
  const shift = new Shift();
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const live = new LiveConnection(shift);
  const phone = new FakePhone();
  let subscribed = 0;
  const subscribe = phone.subscribe;
  Object.assign(phone, {
    subscribe: (listener: () => void) => {
      subscribed++;
      const leave = subscribe(listener);
      return () => {
        subscribed--;
        leave();
      };
    },
  });
  let rings = 0;
  const workplace = new Workplace({
    openSession: () =>
      Promise.resolve({
        device: DEVICE,
        username: "",
        password: "",
        realm: "",
        uri: "",
        ws_url: "",
        ice_servers: [],
        register_expires_seconds: 60,
      }),
    makePhone: () => Promise.resolve(phone),
    tryMicrophone: () => Promise.resolve(),
    microphonePermission: () => Promise.resolve("granted"),
    listen: () => () => undefined,
    listDevices: () => Promise.resolve([]),
    storage,
    after: shift.after,
  });
  await workplace.start();
  const companion = new Companion({
    live,
    workplace,
    ringer: { start: () => rings++, stop: () => rings-- },
    now: shift.now,
    notify: () => () => undefined,
  });
  live.start();
  companion.start();
  const says = (part: Partial<Delta>) => {
    const delta: Delta = { kind: "delta", fresh_at: shift.at * 1000, ...NO_CHANGES, ...part };
    shift.wire.onmessage?.({ data: JSON.stringify(delta) });
  };
  const mine = (state: AgentState, interaction: string | null) =>
    agentView(ME, { device: DEVICE, reachable_devices: [DEVICE], state, interaction });
  const hello: Hello = {
    kind: "hello",
    server_at: shift.at * 1000,
    fresh_at: shift.at * 1000,
    engine: true,
    pbx: true,
    me: { user: 1, name: "Anna", role: "agent", agent: ME, permissions: [] },
    queues: [queueView(1)],
    agents: [mine("ready", null)],
    interactions: [],
    callbacks: [],
    colleagues: [{ id: 8, name: "Ben", state: "ready", queues: [1] }],
  };
  shift.wire.onmessage?.({ data: JSON.stringify(hello) });
  const sizes = () => {
    const { queues, agents, interactions, callbacks, colleagues } = live.state();
    const parts = [queues, agents, interactions, callbacks, colleagues].map((part) => part.size);
    return { parts, kept: kept.size, timers: shift.timers.size, subscribed, rings };
  };
  const first = sizes();
  for (let index = 0; index < CALLS; index++) {
    const id = `i${index}`;
    for (let news = 0; news < NEWS; news++) {
      shift.at += 9_000;
      const state = news % 2 === 0 ? "talking" : "ready";
      says({ queues: [queueView(1)], colleagues: [{ id: 8, name: "Ben", state, queues: [1] }] });
    }
    says({ agents: [mine("ringing", id)], interactions: [interactionView(id)] });
    phone.rings(id);
    await workplace.answer(id);
    says({ agents: [mine("talking", id)], interactions: [interactionView(id)] });
    const note = new Note(id, {
      save: () => Promise.resolve(),
      storage,
      now: shift.now,
      after: shift.after,
    });
    note.change({ note: `Call ${index}` });
    phone.ends();
    says({ agents: [mine("wrapping_up", id)] });
    await note.flush();
    note.close();
    says({ agents: [mine("ready", null)], gone_interactions: [id] });
  }
  expect(sizes()).toEqual(first);
  expect(companion.state().trail).toBeNull();
  expect(companion.state().scene.kind).toBe("ready");
  companion.stop();
  live.stop();
}, 60_000);
