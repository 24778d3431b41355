import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useSyncExternalStore } from "react";
import { paletteSources } from "@/app/palette/palette.model";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { dialWishes } from "@/softphone/dial-wish";
import { stateName } from "@/ui";
import { duration } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import type { Entry } from "./directory.model";
import { deskFinds } from "./palette-source";
import { ask, useDesk, useDirectory } from "./useDesk";
import { useOwnDirectory } from "./useOwnDirectory";

/** The desk's part of the palette: dialling between calls, asking and transferring during one. */
export function usePaletteSource(): void {
  const { t } = useI18n();
  const { input, scene } = useDesk();
  const { data } = useDirectory(false);
  const { own } = useOwnDirectory();
  const standing = (entry: Entry): string => {
    if (entry.kind === "agent") return t(`state.${stateName(entry.state)}`);
    if (entry.kind !== "queue") return "";
    const { waiting, estimated_wait: wait } = entry.queue;
    if (waiting === 0) return "";
    return wait === null
      ? t("directory.waiting", { count: waiting })
      : t("directory.wait", { time: duration(wait) });
  };
  const find = (typed: string) =>
    deskFinds({
      typed,
      input,
      scene,
      colleagues: live.state().colleagues.values(),
      directory: data ?? null,
      own,
      words: {
        call: (who) => t("palette.call", { who }),
        ask: (who) => t("palette.ask", { who }),
        transfer: (who) => t("palette.transfer", { who }),
        number: phoneNumber,
        standing,
      },
      dial: (number) => dialWishes.want(number),
      want: (intent) => void ask(intent, t),
    });
  // Anew at every drawing: what can be found is what the desk shows now.
  useEffect(() => paletteSources.add(find));
}

/** A number was pressed on another page: the desk is where one dials. */
export function useDialWishes(): void {
  const wish = useSyncExternalStore(dialWishes.subscribe, dialWishes.current);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const elsewhere = wish !== null && !pathname.startsWith("/desk");
  useEffect(() => {
    if (elsewhere) void navigate({ to: "/desk" });
  }, [elsewhere, navigate]);
}
