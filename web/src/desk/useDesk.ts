import { useQuery } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import {
  fetchDispositions,
  fetchNotReadyReasons,
  fetchOutcomeFields,
  type NotReadyReason,
} from "@/api/desk";
import { fetchDirectory } from "@/api/directory";
import type { Intent, Presence, QueueView, Refusal } from "@/contracts/contracts.gen";
import { useI18n, type I18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { useLive } from "@/live/useLive";
import { reasonWords, refusalWords } from "@/live/words";
import { toasts } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import { companion, workplace } from "./browser";
import type { DeskState } from "./companion";
import { setPresence } from "./presence.model";
import type { Action, Place } from "./controls.model";
import type { Caller } from "./scene.model";
import type { WorkplaceState } from "./workplace";

export const useDesk = (): DeskState => useSyncExternalStore(companion.subscribe, companion.state);

export const useWorkplace = (): WorkplaceState =>
  useSyncExternalStore(workplace.subscribe, workplace.state);

/** The queues of this agent, in the order of the administration. */
export function useMyQueues(): readonly QueueView[] {
  const { input } = useDesk();
  const queues = useLive((state) => state.queues);
  const mine = input.agent?.queues;
  return useMemo(() => (mine ?? []).flatMap((id) => queues.get(id) ?? []), [mine, queues]);
}

const HOUR_MS = 3_600_000;

export const useReasons = () =>
  useQuery({ queryKey: ["not-ready-reasons"], queryFn: fetchNotReadyReasons, staleTime: HOUR_MS });

export const useDispositions = () =>
  useQuery({ queryKey: ["dispositions"], queryFn: fetchDispositions, staleTime: HOUR_MS });

export const useOutcomeFields = () =>
  useQuery({ queryKey: ["outcome-fields"], queryFn: fetchOutcomeFields, staleTime: HOUR_MS });

/** The name of a disposition in the reader's language; the server's words where the list is not here. */
export function useDispositionName(): (disposition: { id: number; name: string } | null) => string {
  const { locale } = useI18n();
  const { data } = useDispositions();
  return (disposition) => {
    const known = data?.find((one) => one.id === disposition?.id);
    return known ? inLanguage(known, locale) : (disposition?.name ?? "");
  };
}

/** Lines change all the time; colleagues come over the live connection. */
const DIRECTORY_MS = 3_000;

/** Queues and flows of the whole center; `watched` while somebody looks at them. */
export const useDirectory = (watched: boolean) =>
  useQuery({
    queryKey: ["directory"],
    queryFn: fetchDirectory,
    staleTime: watched ? DIRECTORY_MS : HOUR_MS,
    refetchInterval: watched ? DIRECTORY_MS : false,
  });

export const inLanguage = (
  item: { name_en: string; name_de: string; code: string },
  locale: I18n["locale"],
): string => (locale === "de" ? item.name_de : item.name_en) || item.name_en || item.code;

/** "Lunch", or what the engine itself wrote: a missed call has a reason that nobody chose. */
export function reasonName(
  reason: string,
  reasons: readonly NotReadyReason[] | undefined,
  { t, locale }: I18n,
): string {
  if (reason === "") return "";
  const known = reasons?.find((candidate) => candidate.code === reason);
  if (known) return inLanguage(known, locale);
  return reasonWords(reason, t);
}

/** The name of a colleague, or the number of somebody outside. */
export function usePartyName(): (party: { agent: number | null; number: string }) => string {
  const colleagues = useLive((state) => state.colleagues);
  return ({ agent, number }) =>
    agent === null ? phoneNumber(number) : (colleagues.get(agent)?.name ?? `${agent}`);
}

export const callerName = (caller: Caller, { t }: I18n): string =>
  caller.name || caller.number || t("phone.unknownCaller");

/** Says in the line at the foot why something was not done. */
function tellRefusal(refused: Refusal, t: I18n["t"]): void {
  toasts.show(refusalWords(refused.code, t));
}

/** Asks the engine; a refusal is said. True when it was carried out. */
export async function ask(intent: Intent, t: I18n["t"]): Promise<boolean> {
  const refused = await live.ask(intent);
  if (refused) tellRefusal(refused, t);
  return !refused;
}

/** Counts what was said of one's presence: only the newest counts. */
let said = 0;

/** Changes the presence of this agent, ringing in this browser. True when it was carried out. */
export function usePresence(): (presence: Presence, reason?: string) => Promise<boolean> {
  const { t } = useI18n();
  const { input } = useDesk();
  const agent = input.agent?.live.id;
  return async (presence, reason = "") => {
    if (agent === undefined) return false;
    const mine = ++said;
    // This click means to work: the browser may ask for the microphone now.
    if (presence === "ready") void workplace.wantMicrophone();
    const refused = await setPresence(presence, reason, {
      ask: (wanted, why) =>
        live.ask({
          kind: "set_presence",
          agent,
          presence: wanted,
          reason: why,
          device: workplace.state().device,
        }),
      opening: () =>
        workplace.state().opening === "opening" ||
        workplace.phoneState().registration === "connecting",
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      wanted: () => mine === said,
    });
    if (refused) tellRefusal(refused, t);
    return !refused;
  };
}

/** Carries out what a button of the phone means; `onOpen` shows what opens. */
export function useAct(onOpen: (place: Place) => void): (action: Action) => void {
  const { t } = useI18n();
  const { input } = useDesk();
  return (action) => {
    const phone = workplace.phone();
    switch (action.kind) {
      case "intent":
        void ask(action.intent, t);
        break;
      case "answer":
        void workplace.answer(input.agent?.live.interaction ?? input.phone.call?.interaction ?? "");
        break;
      case "hang_up":
        phone?.hangUp();
        break;
      case "mute":
        phone?.setMuted(true);
        break;
      case "unmute":
        phone?.setMuted(false);
        break;
      case "tone":
        phone?.sendDtmf(action.key);
        break;
      case "open":
        onOpen(action.place);
        break;
    }
  };
}
