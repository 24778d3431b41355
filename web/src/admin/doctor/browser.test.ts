import { describe, expect, test, vi } from "vitest";
import { microphone, secure, socket } from "./browser";

describe("what a browser can tell", () => {
  test("a microphone that is given is let go of again", async () => {
    const stop = vi.fn();
    const stream = { getTracks: () => [{ stop }] } as unknown as MediaStream;
    const found = await microphone({ getUserMedia: () => Promise.resolve(stream) });
    expect(found.tone).toBe("good");
    expect(stop).toHaveBeenCalledOnce();
  });

  test("a refused microphone is another thing than none", async () => {
    const refused = new DOMException("no", "NotAllowedError");
    const told = await microphone({ getUserMedia: () => Promise.reject(refused) });
    expect([told.tone, told.state]).toEqual(["bad", "refused"]);
    expect((await microphone(undefined)).state).toBe("none");
  });

  test("a page that came in the clear gets no microphone", () => {
    expect(secure(false).tone).toBe("bad");
  });

  test("a line that opens is good, one that fails is not, and both are closed", async () => {
    const close = vi.fn();
    const line = () => ({ onopen: null, onerror: null, close }) as unknown as WebSocket;
    const first = line();
    const opened = socket("wss://center", () => first);
    first.onopen?.(new Event("open"));
    expect((await opened).tone).toBe("good");
    const second = line();
    const failed = socket("wss://center", () => second);
    second.onerror?.(new Event("error"));
    expect((await failed).state).toBe("refused");
    expect(close).toHaveBeenCalledTimes(2);
  });
});
