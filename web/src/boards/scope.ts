import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { useWorld } from "./world";

/** As many names as one reads in a line. */
const NAMES_MAX = 2;

/** For whom a tile speaks: "All queues", "Billing, Tariffs", "5 queues". */
export function useScope(
  queues: readonly number[],
  teams: readonly number[],
  ofAgents: boolean,
): string {
  const { t } = useI18n();
  const { teams: known } = useWorld();
  const names = useLive((state) => queues.map((id) => state.queues.get(id)?.name ?? "").join("\n"));
  if (ofAgents) {
    if (teams.length === 0) return t("boards.scope.everybody");
    const chosen = known.filter((team) => teams.includes(team.id)).map((team) => team.name);
    return chosen.length > NAMES_MAX || chosen.length < teams.length
      ? t("boards.scope.teams", { count: teams.length })
      : chosen.join(", ");
  }
  if (queues.length === 0) return t("boards.scope.allQueues");
  const chosen = names.split("\n").filter(Boolean);
  if (chosen.length === 0) return t("boards.scope.gone");
  return queues.length > NAMES_MAX
    ? t("boards.scope.queues", { count: queues.length })
    : chosen.join(", ");
}
