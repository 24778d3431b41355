/** A socket and a delta for tests of pages that stay open: nothing is sent anywhere, and what the server says is said by hand. */
import type { Delta } from "@/contracts/contracts.gen";
import type { Socket } from "./connection";

export class FakeSocket implements Socket {
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  send(): void {
    // What a page asks is answered by the test itself.
  }
  close(): void {
    this.onclose = null;
  }
  says(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

/** The parts of a delta in which nothing has changed. */
export const NO_CHANGES = {
  queues: [],
  agents: [],
  interactions: [],
  callbacks: [],
  colleagues: [],
  gone_queues: [],
  gone_agents: [],
  gone_interactions: [],
  gone_callbacks: [],
  gone_colleagues: [],
} satisfies Partial<Delta>;
