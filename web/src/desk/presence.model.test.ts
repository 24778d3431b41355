import { expect, it } from "vitest";
import type { Refusal } from "@/contracts/contracts.gen";
import { afterWrapUp, setPresence, type PresenceSurroundings } from "./presence.model";

class World implements PresenceSurroundings {
  asked: string[] = [];
  waited = 0;
  openAfter = 0;
  answers: (string | null)[] = [];
  wantedFor = Infinity;
  ask = (presence: string): Promise<Refusal | null> => {
    this.asked.push(presence);
    const code = this.answers.shift() ?? null;
    return Promise.resolve(code === null ? null : { code, detail: "" });
  };
  opening = () => this.waited < this.openAfter;
  wanted = () => this.waited < this.wantedFor;
  wait = () => {
    this.waited++;
    return Promise.resolve();
  };
}

it("asks once when all is well", async () => {
  const world = new World();
  expect(await setPresence("ready", "", world)).toBeNull();
  expect([world.asked, world.waited]).toEqual([["ready"], 0]);
});

it("waits until this browser is a phone and the PBX has seen it", async () => {
  const world = new World();
  world.openAfter = 2;
  world.answers = ["device_unreachable", "device_unreachable", null];
  expect(await setPresence("ready", "", world)).toBeNull();
  expect([world.asked.length, world.waited]).toEqual([3, 4]);
});

it("is as patient as a slow start, and has all its tries after that", async () => {
  const world = new World();
  world.openAfter = 40;
  world.answers = [...Array<string>(11).fill("device_unreachable"), null];
  expect(await setPresence("ready", "", world)).toBeNull();
  expect([world.asked.length, world.waited]).toEqual([12, 51]);
});

it("does not make ready who has said something else meanwhile", async () => {
  const opening = new World();
  opening.openAfter = 9;
  opening.wantedFor = 3;
  expect(await setPresence("ready", "", opening)).toBeNull();
  expect(opening.asked).toEqual([]);
  const unseen = new World();
  unseen.answers = Array<string>(9).fill("device_unreachable");
  unseen.wantedFor = 2;
  expect(await setPresence("ready", "", unseen)).toBeNull();
  expect(unseen.asked.length).toBe(2);
});

it("gives up after a while, with the reason", async () => {
  const world = new World();
  world.answers = Array<string>(99).fill("device_unreachable");
  expect((await setPresence("ready", "", world))?.code).toBe("device_unreachable");
  world.openAfter = 999;
  expect((await setPresence("ready", "", world))?.code).toBe("no_device");
});

it("does not insist on what is refused for another reason, nor on a break", async () => {
  const world = new World();
  world.answers = ["not_allowed", "device_unreachable"];
  expect((await setPresence("ready", "", world))?.code).toBe("not_allowed");
  expect((await setPresence("not_ready", "lunch", world))?.code).toBe("device_unreachable");
  expect(world.waited).toBe(0);
});

it("ends a wrap-up in what was chosen during the talk, and offers to be ready instead", () => {
  const ready = { presence: "ready", reason: "" };
  const lunch = { presence: "not_ready", reason: "lunch" } as const;
  expect(afterWrapUp(lunch, "break")).toEqual({ first: lunch, instead: ready });
  const leaves = { presence: "offline", reason: "" } as const;
  expect(afterWrapUp(leaves, "break")).toEqual({ first: leaves, instead: ready });
});

it("ends a wrap-up in ready when nothing was chosen, and offers a break where there is one", () => {
  const ready = { presence: "ready", reason: "" } as const;
  const away = { presence: "not_ready", reason: "break" };
  expect(afterWrapUp(ready, "break")).toEqual({ first: ready, instead: away });
  expect(afterWrapUp(undefined, undefined)).toEqual({ first: ready, instead: null });
});
