/** What is typed into a message while the one before is on its way. */

/** What is left to send once `sent` has gone: what was written behind it, or all of it when it was written anew; "" when nothing is. */
export const leftToSend = (sent: string, now: string): string =>
  now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;
