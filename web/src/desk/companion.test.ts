import { beforeEach, describe, expect, it } from "vitest";
import type { LiveAgent } from "@/contracts/contracts.gen";
import type { Link } from "@/live/connection";
import { agentView, interactionView } from "@/live/samples";
import { EMPTY, type LiveState } from "@/live/state";
import { FakePhone } from "@/softphone/fake-phone";
import { Companion } from "./companion";
import { Workplace } from "./workplace";

class FakeLive {
  current: LiveState = EMPTY;
  #listener: () => void = () => undefined;
  subscribe = (listener: () => void) => {
    this.#listener = listener;
    return () => undefined;
  };
  state = () => this.current;
  link = (): Link => OPEN;
  says(agent: Partial<LiveAgent>) {
    this.current = {
      ...EMPTY,
      me: { user: 1, name: "Anna", role: "agent", agent: 7, permissions: [] },
      agents: new Map([[7, agentView(7, { device: 12, ...agent })]]),
      interactions: new Map([["i1", interactionView("i1", {}, { contact: null })]]),
    };
    this.#listener();
  }
}
const OPEN: Link = { kind: "open" };

let live: FakeLive;
let phone: FakePhone;
let companion: Companion;
let heard: string[];

beforeEach(async () => {
  live = new FakeLive();
  phone = new FakePhone();
  heard = [];
  const workplace = new Workplace({
    openSession: () =>
      Promise.resolve({
        device: 12,
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
    storage: { getItem: () => null, setItem: () => undefined },
    after: () => () => undefined,
  });
  await workplace.start();
  companion = new Companion({
    live,
    workplace,
    ringer: { start: () => heard.push("rings"), stop: () => heard.push("hush") },
    now: () => 0,
    notify: (_, body) => {
      heard.push(`shows ${body}`);
      return () => heard.push("takes back");
    },
  });
  companion.start();
});

describe("the companion", () => {
  it("rings once for an offer and is quiet when it is answered", async () => {
    live.says({ state: "ringing", interaction: "i1" });
    phone.rings("i1");
    expect(heard).toEqual(["rings", "shows +494066969214"]);
    await phone.answer();
    live.says({ state: "talking", interaction: "i1" });
    expect(heard).toEqual(["rings", "shows +494066969214", "hush", "takes back"]);
    expect(companion.state().scene.kind).toBe("talking");
  });

  it("does not ring again while the engine has not heard yet that it was answered", async () => {
    live.says({ state: "ringing", interaction: "i1" });
    phone.rings("i1");
    await phone.answer();
    expect(phone.state().call?.state).toBe("connected");
    live.says({ state: "ringing", interaction: "i1", state_since: 1 });
    expect(heard).toEqual(["rings", "shows +494066969214", "hush", "takes back"]);
  });

  it("is quiet when the caller gives up", () => {
    live.says({ state: "ringing", interaction: "i1" });
    live.says({ state: "ready", interaction: null });
    expect(heard.at(-2)).toBe("hush");
  });

  it("takes a reloaded page back into its conversation without ringing", () => {
    live.says({ state: "talking", interaction: "i1" });
    phone.rings("i1");
    expect(phone.state().call?.state).toBe("connected");
    expect(heard).toEqual([]);
  });

  it("follows the caller's way", () => {
    live.says({ state: "ringing", interaction: "i1" });
    expect(companion.state().trail?.interaction).toBe("i1");
    live.says({ state: "ready", interaction: null });
    expect(companion.state().trail).toBeNull();
  });
});
