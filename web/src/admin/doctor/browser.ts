/** What only this browser can tell: whether a phone would work in it. Independent of React. */

type Tone = "good" | "warn" | "bad" | "unknown";

export interface BrowserFinding {
  code: "microphone" | "secure" | "socket";
  tone: Tone;
  state: string;
}

const SOCKET_MS_MAX = 4_000;

/** Browsers give the microphone only to pages that came by https or from this machine. */
export const secure = (isSecure: boolean): BrowserFinding => ({
  code: "secure",
  tone: isSecure ? "good" : "bad",
  state: isSecure ? "yes" : "no",
});

/** Opens the microphone, and lets go of it at once. */
export async function microphone(
  devices: Pick<MediaDevices, "getUserMedia"> | undefined,
): Promise<BrowserFinding> {
  if (devices === undefined) return { code: "microphone", tone: "bad", state: "none" };
  try {
    const stream = await devices.getUserMedia({ audio: true });
    stream.getTracks().forEach((track) => track.stop());
    return { code: "microphone", tone: "good", state: "yes" };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    const state = name === "NotAllowedError" ? "refused" : "none";
    return { code: "microphone", tone: "bad", state };
  }
}

/** Whether the telephone system answers this browser, the way its phone would come. */
export function socket(
  address: string,
  open: (address: string) => WebSocket = (to) => new WebSocket(to, "sip"),
): Promise<BrowserFinding> {
  return new Promise((resolve) => {
    const line = open(address);
    const end = (tone: Tone, state: string) => {
      clearTimeout(timer);
      line.onopen = line.onerror = null;
      line.close();
      resolve({ code: "socket", tone, state });
    };
    const timer = setTimeout(() => end("bad", "silent"), SOCKET_MS_MAX);
    line.onopen = () => end("good", "yes");
    line.onerror = () => end("bad", "refused");
  });
}
