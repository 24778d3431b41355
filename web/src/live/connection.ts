import { STALE_MS } from "@/contracts/contracts.gen";
import type {
  AlarmsChanged,
  Ask,
  BoardChanged,
  FollowUpsChanged,
  Intent,
  MessageArrived,
  Refusal,
  ServerMessage,
  WordsChanged,
} from "@/contracts/contracts.gen";
import { applyMessage, EMPTY, toMs, type LiveState } from "./state";

/** The part of a WebSocket that we use. */
export interface Socket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

/** The world around the connection, so that a test can be it. */
export interface Surroundings {
  open(): Socket;
  now(): number;
  random(): number;
  after(milliseconds: number, then: () => void): () => void;
  /** Told how far the server's clock is ahead, in milliseconds. */
  clock(offset: number): void;
}

export type Link =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  /** `since` in milliseconds on this computer's clock. */
  | { readonly kind: "lost"; readonly since: number }
  /** The server does not know this person any more. Somebody may sign in on another page of this browser, so it is asked again, seldom. */
  | { readonly kind: "signed_out" };

/** The intent did not reach the engine, or its answer did not reach us. */
export const NOT_ANSWERED: Refusal = {
  code: "not_answered",
  detail: "no answer over the live connection",
};

const RETRY_FIRST_MS = 250;
const RETRY_MS_MAX = 5_000;
const SIGNED_OUT_RETRY_MS = 30_000;
const ASK_MS_MAX = 5_000;
/** Close codes of our server for "no session" and "may not". */
const UNAUTHORISED = [4401, 4403];

export function retryDelay(attempt: number, random: number): number {
  const ceiling = Math.min(RETRY_MS_MAX, RETRY_FIRST_MS * 2 ** attempt);
  // Half fixed, half by chance: a thousand desks must not come back in the same instant.
  return ceiling / 2 + (ceiling / 2) * random;
}

const NOTHING_CHANGED = {
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
};

/** A delta leaves out what did not change, because most of them change one thing. */
const whole = (message: ServerMessage): ServerMessage =>
  message.kind === "delta" ? { ...NOTHING_CHANGED, ...message } : message;

type Listener = () => void;

/** What is no live state. `connected`: whatever came before may have been missed and is asked for. */
export type News =
  | MessageArrived
  | AlarmsChanged
  | BoardChanged
  | WordsChanged
  | FollowUpsChanged
  | { readonly kind: "connected" };

/**
 * The live WebSocket: a snapshot, then deltas, then again a snapshot after every interruption. A pulse comes every second; when
 * nothing comes for STALE_MS the connection is dead, whatever the operating system believes, and is opened anew.
 */
export class LiveConnection {
  #state: LiveState = EMPTY;
  #link: Link = { kind: "connecting" };
  #socket: Socket | null = null;
  #attempt = 0;
  #running = false;
  #cancelRetry: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;
  #asks = new Map<string, (refused: Refusal | null) => void>();
  #nextAsk = 1;
  #listeners = new Set<Listener>();
  #newsListeners = new Set<(news: News) => void>();

  constructor(private readonly around: Surroundings) {}

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly onNews = (listener: (news: News) => void): (() => void) => {
    this.#newsListeners.add(listener);
    return () => this.#newsListeners.delete(listener);
  };

  readonly state = (): LiveState => this.#state;
  readonly link = (): Link => this.#link;

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#open();
  }

  stop(): void {
    this.#running = false;
    this.#cancelRetry?.();
    this.#drop();
  }

  /** Tries at once instead of waiting for the next attempt: the browser says that the network is back, or this page is looked at again. */
  hurry(): void {
    if (!this.#running || this.#link.kind === "open") return;
    this.#cancelRetry?.();
    this.#drop();
    this.#open();
  }

  /** Resolves to null when it was carried out, else to why not; never rejects. */
  ask(intent: Intent): Promise<Refusal | null> {
    const socket = this.#socket;
    if (this.#link.kind !== "open" || !socket) return Promise.resolve(NOT_ANSWERED);
    const id = `a${this.#nextAsk++}`;
    return new Promise((resolve) => {
      const cancel = this.around.after(ASK_MS_MAX, () => this.#settle(id, NOT_ANSWERED));
      this.#asks.set(id, (refused) => {
        cancel();
        resolve(refused);
      });
      const ask: Ask = { kind: "ask", id, intent };
      socket.send(JSON.stringify(ask));
    });
  }

  #settle(id: string, refused: Refusal | null): void {
    this.#asks.get(id)?.(refused);
    this.#asks.delete(id);
  }

  #open(): void {
    const socket = this.around.open();
    this.#socket = socket;
    this.#watch();
    socket.onmessage = (event) => {
      if (typeof event.data === "string") this.#receive(event.data);
    };
    socket.onclose = (event) => this.#lost(UNAUTHORISED.includes(event.code));
  }

  /** From now on, silence for STALE_MS means that the connection is gone. */
  #watch(): void {
    this.#cancelWatch?.();
    this.#cancelWatch = this.around.after(STALE_MS, () => {
      this.#drop();
      this.#lost(false);
    });
  }

  #receive(text: string): void {
    this.#watch();
    // The server sends what contracts/views.py declares; both sides are built from one checkout.
    const message = whole(JSON.parse(text) as ServerMessage);
    switch (message.kind) {
      case "outcome":
        this.#settle(message.id, message.refused);
        return;
      case "fault":
        return;
      case "message":
      case "alarms":
      case "board":
      case "words":
      case "follow_ups":
        this.#tellNews(message);
        return;
      case "hello":
        this.#attempt = 0;
        this.#link = { kind: "open" };
        this.around.clock(toMs(message.server_at) - this.around.now());
        break;
      case "pulse":
        this.around.clock(toMs(message.server_at) - this.around.now());
        break;
      case "delta":
        break;
    }
    this.#state = applyMessage(this.#state, message);
    this.#tell();
    if (message.kind === "hello") this.#tellNews({ kind: "connected" });
  }

  #drop(): void {
    this.#cancelWatch?.();
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #lost(signedOut: boolean): void {
    this.#cancelWatch?.();
    this.#socket = null;
    for (const id of [...this.#asks.keys()]) this.#settle(id, NOT_ANSWERED);
    if (signedOut) this.#link = { kind: "signed_out" };
    else if (this.#link.kind !== "lost" && this.#link.kind !== "signed_out")
      this.#link = { kind: "lost", since: this.around.now() };
    this.#tell();
    if (!this.#running) return;
    const delay = signedOut
      ? SIGNED_OUT_RETRY_MS
      : retryDelay(this.#attempt++, this.around.random());
    this.#cancelRetry = this.around.after(delay, () => this.#open());
  }

  #tellNews(news: News): void {
    for (const listener of this.#newsListeners) listener(news);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
