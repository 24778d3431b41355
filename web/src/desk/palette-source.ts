import type { PaletteItem } from "@/app/palette/palette.model";
import type { Directory, OwnDirectory } from "@/api/directory";
import type { Colleague, Intent } from "@/contracts/contracts.gen";
import { entriesOf, numberIn, wishOf, type Entry, type Purpose } from "./directory.model";
import { consultationOf } from "./parties.model";
import { isIdle, type DeskInput, type Scene } from "./scene.model";

export interface DeskFinds {
  readonly typed: string;
  readonly input: DeskInput;
  readonly scene: Scene;
  readonly colleagues: Iterable<Colleague>;
  readonly directory: Directory | null;
  readonly own: OwnDirectory | null;
  readonly words: {
    call: (who: string) => string;
    ask: (who: string) => string;
    transfer: (who: string) => string;
    number: (e164: string) => string;
    standing: (entry: Entry) => string;
  };
  readonly dial: (number: string) => void;
  readonly want: (intent: Intent) => void;
}

function whoOf(entry: Entry, words: DeskFinds["words"]): string {
  if (entry.kind === "number") return entry.name || words.number(entry.number);
  return entry.kind === "queue" ? entry.queue.name : entry.name;
}

/** During a call: whom one can ask about it, and where it can be led. */
function ofCall(finds: DeskFinds, interaction: string): PaletteItem[] {
  const { input, words } = finds;
  const me = input.agent?.live.id ?? 0;
  const present = input.interaction?.live.parties.flatMap((party) => party.agent ?? []) ?? [];
  const item = (purpose: Purpose, entry: Entry): PaletteItem => {
    const who = whoOf(entry, words);
    return {
      key: `${purpose}-${entry.key}`,
      group: entry.kind === "number" ? "dial" : entry.kind === "agent" ? "people" : "queues",
      label: purpose === "consult" ? words.ask(who) : words.transfer(who),
      detail: words.standing(entry),
      found: true,
      run: () => finds.want(wishOf(purpose, entry, me, interaction)),
    };
  };
  const entries = (purpose: Purpose) =>
    entriesOf({ ...finds, purpose, me, present }).filter(
      (entry) => entry.kind !== "agent" || entry.state !== "offline",
    );
  return [
    ...entries("consult").map((entry) => item("consult", entry)),
    ...entries("transfer").map((entry) => item("transfer", entry)),
  ];
}

/** What the desk can do with what is typed into the palette. */
export function deskFinds(finds: DeskFinds): readonly PaletteItem[] {
  const { typed, input, scene, words } = finds;
  if (typed.trim() === "" || !input.linked) return [];
  if (scene.kind === "talking" || scene.kind === "hold")
    return consultationOf(input.interaction) === null ? ofCall(finds, scene.interaction) : [];
  const number = numberIn(typed);
  if (number === null || !isIdle(scene) || scene.kind === "offline") return [];
  return [
    {
      key: "dial",
      group: "dial",
      label: words.call(words.number(number)),
      found: true,
      run: () => finds.dial(number),
    },
  ];
}
