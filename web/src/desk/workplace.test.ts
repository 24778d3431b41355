import { beforeEach, describe, expect, it } from "vitest";
import type { SoftphoneSession } from "@/api/session";
import { FakePhone } from "@/softphone/fake-phone";
import { parseDevices, Workplace, type WorkplaceSurroundings } from "./workplace";

const SESSION: SoftphoneSession = {
  device: 12,
  username: "d12",
  password: "x",
  realm: "",
  uri: "sip:d12@localhost",
  ws_url: "ws://localhost/ws",
  ice_servers: [],
  register_expires_seconds: 60,
};

class World implements WorkplaceSurroundings {
  phones: FakePhone[] = [];
  failures = 0;
  refusesMicrophone: string | null = null;
  stored = new Map<string, string>();
  retry: (() => void) | null = null;
  openSession = () =>
    this.failures-- > 0 ? Promise.reject(new Error("down")) : Promise.resolve(SESSION);
  makePhone = () => {
    const phone = new FakePhone();
    this.phones.push(phone);
    return Promise.resolve(phone);
  };
  tryMicrophone = () =>
    this.refusesMicrophone === null
      ? Promise.resolve()
      : Promise.reject(new DOMException("no", this.refusesMicrophone));
  permission: PermissionState = "granted";
  microphonePermission = () => Promise.resolve(this.permission);
  /** Who listens now, and to what. */
  listening: { microphone: string; tell: (signal: "there" | "none") => void } | null = null;
  listen: WorkplaceSurroundings["listen"] = (microphone, tell) => {
    const mine = { microphone, tell };
    this.listening = mine;
    return () => {
      if (this.listening === mine) this.listening = null;
    };
  };
  listDevices = () =>
    Promise.resolve([
      { kind: "audioinput", deviceId: "default", label: "Default" },
      { kind: "audioinput", deviceId: "jabra", label: "Jabra Evolve2" },
      { kind: "audiooutput", deviceId: "", label: "" },
      { kind: "videoinput", deviceId: "cam", label: "Camera" },
    ] as MediaDeviceInfo[]);
  storage = {
    getItem: (key: string) => this.stored.get(key) ?? null,
    setItem: (key: string, value: string) => void this.stored.set(key, value),
  };
  after = (_: number, then: () => void) => {
    this.retry = then;
    return () => (this.retry = null);
  };
}

let world: World;
let workplace: Workplace;
beforeEach(() => {
  world = new World();
  workplace = new Workplace(world);
});

describe("the workplace", () => {
  it("registers this browser and knows which device it is", async () => {
    await workplace.start();
    expect(workplace.state()).toMatchObject({ opening: "open", device: 12 });
    expect(workplace.phoneState().registration).toBe("registered");
  });

  it("tries again when the server does not answer", async () => {
    world.failures = 1;
    await workplace.start();
    expect(workplace.state().opening).toBe("failed");
    world.retry?.();
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(workplace.state().opening).toBe("open");
  });

  it("does not come back to life when it was closed while it opened", async () => {
    const opening = workplace.start();
    workplace.stop();
    await opening;
    expect(workplace.state().opening).toBe("closed");
    expect(workplace.phone()).toBeNull();
  });
});

describe("answering", () => {
  it("accepts what rings", async () => {
    await workplace.start();
    world.phones[0]?.rings("i1");
    await workplace.answer("i1");
    expect(workplace.phoneState().call?.state).toBe("connected");
  });

  it("waits for the INVITE when it was quicker than the network, and takes no other call for it", async () => {
    await workplace.start();
    await workplace.answer("i1");
    expect(workplace.state().wish).toBe("i1");
    world.phones[0]?.rings("i2");
    expect(workplace.phoneState().call?.state).toBe("ringing");
    world.phones[0]?.ends();
    world.phones[0]?.rings("i1");
    expect(workplace.phoneState().call?.state).toBe("connected");
    expect(workplace.state().wish).toBeNull();
  });
});

describe("the microphone before the first call", () => {
  it("is listened to where it is allowed, and the silence is told until something comes", async () => {
    await workplace.meetMicrophone();
    expect(workplace.state()).toMatchObject({ microphone: "granted", signal: "unknown" });
    world.listening?.tell("none");
    expect(workplace.state().signal).toBe("none");
    world.listening?.tell("there");
    expect(workplace.state().signal).toBe("there");
  });
  it("is not asked for without a click", async () => {
    world.permission = "prompt";
    await workplace.meetMicrophone();
    expect(workplace.state().microphone).toBe("prompt");
    expect(world.listening).toBeNull();
    await workplace.wantMicrophone();
    expect(workplace.state().microphone).toBe("granted");
    expect(world.listening).not.toBeNull();
  });
  it("is said to be blocked without a try", async () => {
    world.permission = "denied";
    await workplace.meetMicrophone();
    expect(workplace.state().microphone).toBe("denied");
    await workplace.wantMicrophone();
    expect(workplace.state().microphone).toBe("denied");
  });
  it("is listened to anew when another is chosen or plugged in, and left alone in a call", async () => {
    await workplace.start();
    await workplace.meetMicrophone();
    world.listening?.tell("none");
    await workplace.choose({ microphone: "jabra" });
    expect(workplace.state().signal).toBe("unknown");
    expect(world.listening?.microphone).toBe("jabra");
    world.phones[0]?.rings("i1");
    expect(world.listening).toBeNull();
    await workplace.devicesChanged();
    expect(world.listening).toBeNull();
  });
});

describe("devices", () => {
  it("are listed without the browser's own word for the default", async () => {
    await workplace.askMicrophone();
    expect(workplace.state()).toMatchObject({
      microphone: "granted",
      microphones: [{ id: "jabra", label: "Jabra Evolve2" }],
      speakers: [],
    });
  });
  it("tell a blocked microphone from a missing one", async () => {
    world.refusesMicrophone = "NotAllowedError";
    await workplace.askMicrophone();
    expect(workplace.state().microphone).toBe("denied");
    world.refusesMicrophone = "NotFoundError";
    await workplace.askMicrophone();
    expect(workplace.state().microphone).toBe("missing");
  });
  it("are remembered and changed in the middle of a call", async () => {
    await workplace.start();
    await workplace.choose({ microphone: "jabra" });
    expect(world.phones[0]?.devices).toEqual({ microphone: "jabra", speaker: "", ringer: "" });
    const next = new Workplace(world);
    await next.start();
    expect(next.state().chosen.microphone).toBe("jabra");
  });
  it("ignores a memory that it cannot read", () => {
    for (const raw of [null, "{", "7", '{"microphone":7}']) {
      expect(parseDevices(raw)).toEqual({ microphone: "", speaker: "", ringer: "" });
    }
  });
});
