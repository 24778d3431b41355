import { Link } from "@tanstack/react-router";
import type { AgentView, InteractionView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { Button, Facts, Select, StateLabel, stateName, Timer, useKeys } from "@/ui";
import { duration } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import type { ReasonNames } from "../Agents";
import { Why } from "@/calls/Decisions";
import css from "./Panels.module.css";
import { hear, hearingOf, MODES, type Looker } from "./panels.model";
import type { Order } from "./Panels";

/** Listen, whisper, join, take over: what the agent and the customer hear of it is said before. */
function Hearing({
  agent,
  interaction,
  looker,
  order,
}: {
  agent: AgentView;
  interaction: InteractionView | null;
  looker: Looker;
  order: Order;
}) {
  const { t } = useI18n();
  const hearing = hearingOf(looker, agent, interaction);
  const id = interaction?.live.id ?? "";
  const possible = hearing.kind === "possible";
  const keys = (["listen", "whisper"] as const).map((mode) => ({
    keys: mode === "listen" ? "l" : "w",
    label: t(`guest.${mode}`),
    group: "wallboard" as const,
    run: () => order(hear(looker, id, mode)),
  }));
  useKeys(possible ? keys : []);
  if (!possible) {
    return hearing.why === "not_allowed" ? null : (
      <p className="muted">{t(`panel.hear.${hearing.why}`)}</p>
    );
  }
  const own = { agent: looker.agent ?? 0, interaction: id };
  return (
    <>
      <div className={css.actions}>
        {MODES.map((mode) => (
          <Button
            key={mode}
            aria-pressed={hearing.mode === mode}
            kind={hearing.mode === mode ? "primary" : "second"}
            keyHint={mode === "barge" ? undefined : t(`panel.key.${mode}`)}
            onClick={() => order(hear(looker, id, mode))}
          >
            {t(`guest.${mode}`)}
          </Button>
        ))}
      </div>
      <p className="muted detail" role="status">
        {hearing.mode === null
          ? t("panel.hear.how")
          : hearing.joined
            ? t(`guest.says.${hearing.mode}`, { name: agent.name })
            : t("guest.connecting")}
      </p>
      {hearing.mode !== null && (
        <div className={css.actions}>
          {hearing.joined && (
            <Button onClick={() => order({ kind: "take_over", ...own })}>
              {t("guest.takeOver")}
            </Button>
          )}
          <Button onClick={() => order({ kind: "stop_monitoring", ...own })}>
            {t("guest.stop")}
          </Button>
        </div>
      )}
    </>
  );
}

/** Another presence for somebody else: with work in hand it comes afterwards. */
function Presence({
  agent,
  reasons,
  order,
}: {
  agent: AgentView;
  reasons: ReasonNames;
  order: Order;
}) {
  const { t } = useI18n();
  const { id, presence, reason } = agent.live;
  const options = [
    { value: "ready:", label: t("presence.ready") },
    ...Object.entries(reasons).map(([code, name]) => ({
      value: `not_ready:${code}`,
      label: `${t("state.not_ready")}: ${name}`,
    })),
    { value: "offline:", label: t("presence.offline") },
  ];
  const current = `${presence}:${presence === "not_ready" ? reason : ""}`;
  const known = options.some((option) => option.value === current);
  return (
    <Select
      label={t("panel.presence")}
      hint={t("panel.presenceSays")}
      options={known ? options : [{ value: current, label: t("state.not_ready") }, ...options]}
      value={current}
      onChange={(event) => {
        const [wanted = "", because = ""] = event.target.value.split(":");
        if (wanted !== "ready" && wanted !== "not_ready" && wanted !== "offline") return;
        order(
          { kind: "set_presence", agent: id, presence: wanted, reason: because, device: null },
          { text: t("panel.presenceSet", { name: agent.name }) },
        );
      }}
    />
  );
}

export function AgentPanel({
  id,
  looker,
  reasons,
  order,
}: {
  id: number;
  looker: Looker;
  reasons: ReasonNames;
  order: Order;
}) {
  const { t } = useI18n();
  const agent = useLive((state) => state.agents.get(id));
  const interaction = useLive((state) =>
    agent?.live.interaction == null
      ? null
      : (state.interactions.get(agent.live.interaction) ?? null),
  );
  if (!agent) return <p className="muted">{t("panel.gone")}</p>;
  const { live } = agent;
  const { today } = live;
  return (
    <>
      <div className={css.state}>
        <StateLabel state={stateName(live.state)} coloured />
        <Timer since={toMs(live.state_since)} />
      </div>
      {interaction && (
        <section>
          <h3 className="label">{t("panel.call")}</h3>
          <Facts
            rows={[
              [
                t("desk.caller"),
                interaction.contact?.name ??
                  (interaction.live.caller_name || phoneNumber(interaction.live.caller)),
              ],
              [t("card.queueName"), interaction.queue_name],
              [t("panel.story"), <CallLink key="story" id={interaction.live.id} />],
            ]}
          />
          <Hearing agent={agent} interaction={interaction} looker={looker} order={order} />
        </section>
      )}
      {looker.may("presence.any") && <Presence agent={agent} reasons={reasons} order={order} />}
      <section>
        <h3 className="label">{t("panel.today")}</h3>
        <Facts
          rows={[
            [t("day.handled"), String(today.handled)],
            [t("state.talking"), duration(today.talking / 1e6)],
            [t("state.hold"), duration(today.on_hold / 1e6)],
            [t("state.wrap_up"), duration(today.wrapping_up / 1e6)],
          ]}
        />
      </section>
      {interaction && (
        <section>
          <Why key={interaction.live.id} interaction={interaction.live.id} />
        </section>
      )}
    </>
  );
}

function CallLink({ id }: { id: string }) {
  const { t } = useI18n();
  return (
    <Link to="/calls/$id" params={{ id }}>
      {t("panel.open")}
    </Link>
  );
}
