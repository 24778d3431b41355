import { useMutation, useQueryClient } from "@tanstack/react-query";
import { agents, type Agent, type Skill } from "@/api/configuration";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { toasts } from "@/ui";
import css from "./Admin.module.css";
import { drafted } from "./drafting/mode";
import { useDraftMode } from "./drafting/useDraftMode";
import type { Lists } from "./rooms/lists";
import { withLevel } from "./rooms/staffing";

const LEVELS = [0, 1, 2, 3, 4, 5];

function Cell({
  agent,
  skill,
  disabled,
  onChoose,
}: {
  agent: Agent;
  skill: Skill;
  disabled: boolean;
  onChoose: (level: number) => void;
}) {
  const { t } = useI18n();
  const level = agent.skills.find((held) => held.skill === skill.id)?.level ?? 0;
  return (
    <td data-level={level}>
      <select
        aria-label={t("admin.agents.matrix.cell", { skill: skill.name, agent: agent.name })}
        disabled={disabled}
        value={level}
        onChange={(event) => onChoose(Number(event.target.value))}
      >
        {LEVELS.map((one) => (
          <option key={one} value={one}>
            {one === 0 ? "–" : one}
          </option>
        ))}
      </select>
    </td>
  );
}

/** Who can do what, at a glance; each cell is saved when it is chosen, into the draft that collects if there is one, and can be undone. */
export function SkillsMatrix({ lists }: { lists: Lists }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const client = useQueryClient();
  const api = drafted(agents, useDraftMode());
  const change = useMutation({
    mutationFn: ({ agent, skills }: { agent: Agent; skills: Agent["skills"] }) =>
      api.change(agent.id, { skills }),
    onMutate: ({ agent, skills }) => {
      client.setQueryData<Agent[]>([api.path], (before) =>
        before?.map((one) => (one.id === agent.id ? { ...one, skills } : one)),
      );
    },
    onError: () => toasts.show(t("admin.kit.notSaved")),
    onSettled: () => client.invalidateQueries({ queryKey: [api.path], exact: true }),
  });
  const choose = (agent: Agent, skill: Skill, level: number) =>
    change.mutate(
      { agent, skills: withLevel(agent, skill.id, level) },
      {
        onSuccess: () =>
          toasts.show(
            t("admin.agents.matrix.saved", {
              skill: skill.name,
              agent: agent.name,
              level: level === 0 ? t("admin.kit.none") : level,
            }),
            () => change.mutate({ agent, skills: agent.skills }),
          ),
      },
    );
  const skills = [...lists.skills].sort((a, b) => a.name.localeCompare(b.name));
  return (
    <table className={css.matrix}>
      <caption className="visually-hidden">{t("admin.agents.matrix.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("admin.agents.one")}</th>
          {skills.map((skill) => (
            <th key={skill.id} scope="col">
              {skill.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lists.agents.map((agent) => (
          <tr key={agent.id}>
            <th scope="row">{agent.name}</th>
            {skills.map((skill) => (
              <Cell
                key={skill.id}
                agent={agent}
                skill={skill}
                disabled={!edits}
                onChoose={(level) => choose(agent, skill, level)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
