/** The two waves of a recording, ready to draw. */
import type { Peaks } from "@/api/interactions";

/** Below this a side is as good as silent; drawing it larger would show noise as speech. */
const LOUDEST_MIN = 15;

/** Both sides on one scale from 0 to 1, so that who was louder stays visible, and a quiet recording can be seen. */
export function wavesOf({
  channels,
}: Pick<Peaks, "channels">): [agent: number[], caller: number[]] {
  const loudest = [...channels.agent, ...channels.caller].reduce(
    (a, b) => Math.max(a, b),
    LOUDEST_MIN,
  );
  const scale = (peaks: readonly number[]) => peaks.map((peak) => peak / loudest);
  return [scale(channels.agent), scale(channels.caller)];
}
