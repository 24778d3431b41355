import { useState, type ReactNode } from "react";
import { useMay, useMe } from "@/app/session";
import type { Intent } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { useLive } from "@/live/useLive";
import { refusalWords } from "@/live/words";
import { Drawer, JudgementShape, toasts } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import type { ReasonNames } from "../Agents";
import { AgentPanel } from "./AgentPanel";
import { CallerPanel } from "./CallerPanel";
import css from "./Panels.module.css";
import type { Looker, Selected } from "./panels.model";
import { QueuePanel } from "./QueuePanel";

/** Asks the engine from within a panel; `done` is said at the foot with the way back, a refusal stays in the panel. */
export type Order = (wish: Intent, done?: { text: string; undo?: Intent }) => void;

export function useTitle(selected: Selected): string {
  const { t } = useI18n();
  return useLive((state) => {
    if (selected.kind === "agent") return state.agents.get(selected.id)?.name ?? "";
    if (selected.kind === "queue") return state.queues.get(selected.id)?.name ?? "";
    const view = state.interactions.get(selected.id);
    const name = view?.contact?.name ?? view?.live.caller_name ?? "";
    const number = view?.live.caller ?? "";
    return name || (number === "" ? t("wallboard.withheld") : phoneNumber(number));
  });
}

interface PanelProps {
  selected: Selected;
  reasons: ReasonNames;
  onClose: () => void;
}

/** Beside the board: one person, one caller or one queue, and what can be done. */
export function Panel(props: PanelProps) {
  return (
    <Drawer open title={useTitle(props.selected)} onClose={props.onClose}>
      <PanelBody {...props} />
    </Drawer>
  );
}

/** What stands in the panel, wherever that is. `more` comes behind what is known and asks the engine in the same way. */
export function PanelBody({
  selected,
  reasons,
  onClose,
  more,
}: PanelProps & { more?: (order: Order) => ReactNode }) {
  const { t } = useI18n();
  const me = useMe();
  const may = useMay();
  const [refused, setRefused] = useState<string | null>(null);
  const looker: Looker = { agent: me.agent?.id ?? null, may };
  const order: Order = (wish, done) => {
    setRefused(null);
    void live.ask(wish).then((refusal) => {
      if (refusal) setRefused(refusalWords(refusal.code, t));
      else if (done) {
        const { undo } = done;
        toasts.show(done.text, undo && (() => void live.ask(undo)));
      }
    });
  };
  return (
    <div className={css.panel}>
      <p role="alert" className={css.refused}>
        {refused !== null && (
          <>
            <JudgementShape judgement="bad" size={10} /> {refused}
          </>
        )}
      </p>
      {selected.kind === "agent" && (
        <AgentPanel id={selected.id} looker={looker} reasons={reasons} order={order} />
      )}
      {selected.kind === "caller" && (
        <CallerPanel id={selected.id} looker={looker} order={order} onGone={onClose} />
      )}
      {selected.kind === "queue" ? (
        <QueuePanel id={selected.id} looker={looker} order={order}>
          {more?.(order)}
        </QueuePanel>
      ) : (
        more?.(order)
      )}
    </div>
  );
}
