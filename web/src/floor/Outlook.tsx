import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchOutlook, type Outlook as Told, type Prospect } from "@/api/floor";
import { ApiError } from "@/api/client";
import { useI18n } from "@/i18n/i18n";
import { Countdown, LinkButton, Skeleton, StateShape } from "@/ui";
import { duration } from "@/ui/format";
import type { Selected } from "@/wallboard/panels/panels.model";
import css from "./Outlook.module.css";
import { inOrder, prospectShape, skillsInWords } from "./outlook.model";

/** The engine is asked so often while somebody reads. */
const ASK_MS = 2_000;
const PEOPLE_SHOWN = 8;

function Person({ one, onSelect }: { one: Prospect; onSelect: (selected: Selected) => void }) {
  const { t } = useI18n();
  const skills = skillsInWords(one.skills);
  return (
    <li>
      <button type="button" onClick={() => onSelect({ kind: "agent", id: one.agent.id })}>
        <StateShape state={prospectShape(one.why)} size={11} />
        <span className={css.name}>{one.agent.name}</span>
        <span className={css.why}>
          {one.place === 1 ? t("floor.outlook.next") : one.sentence}
          {skills !== "" && <span className="faint"> · {skills}</span>}
        </span>
      </button>
    </li>
  );
}

function People({ told, onSelect }: { told: Told; onSelect: (selected: Selected) => void }) {
  const { t } = useI18n();
  const [all, setAll] = useState(false);
  const people = inOrder(told);
  const there = people.filter((one) => one.why !== "offline");
  const shown = all ? people : there.slice(0, PEOPLE_SHOWN);
  return (
    <>
      <ul className={css.people} aria-label={t("floor.could")}>
        {shown.map((one) => (
          <Person key={one.agent.id} one={one} onSelect={onSelect} />
        ))}
      </ul>
      {people.length > shown.length && (
        <LinkButton onClick={() => setAll(true)}>
          {t("floor.outlook.all", { count: people.length })}
        </LinkButton>
      )}
    </>
  );
}

/** What the next ring changes, and how long it takes until then. */
function NextRing({ ring }: { ring: NonNullable<Told["next_ring"]> }) {
  const { t } = useI18n();
  const skills = skillsInWords(ring.required_skills, "≥");
  const teams = ring.teams.map((team) => team.name).join(", ");
  return (
    <p className="detail">
      {t("floor.outlook.ring", { ring: ring.stage + 1 })} <Countdown until={Date.parse(ring.at)} />
      {": "}
      {[
        skills === "" ? t("floor.outlook.noSkills") : skills,
        teams === "" ? "" : t("floor.outlook.teams", { teams }),
        t("floor.outlook.gains", { count: ring.gains }),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}

/** Who could take the one who waits (or whoever comes next), and why nobody does: the engine's own word. */
export function Outlook({
  of,
  onSelect,
}: {
  of: { kind: "queue"; id: number } | { kind: "caller"; id: string };
  onSelect: (selected: Selected) => void;
}) {
  const { t } = useI18n();
  const { data, error } = useQuery({
    queryKey: ["outlook", of.kind, of.id],
    queryFn: () => fetchOutlook(of),
    // Who does not wait any more will not wait again.
    refetchInterval: (query) => (query.state.data === null ? false : ASK_MS),
    retry: false,
  });
  if (data === null || (error instanceof ApiError && error.status === 404)) return null;
  return (
    <section>
      <h3 className="label">{t("floor.could")}</h3>
      {data === undefined && !error && <Skeleton lines={[80, 50]} />}
      {error && (
        <p className="muted">{error instanceof ApiError ? error.message : t("error.network")}</p>
      )}
      {data && (
        <>
          <p className={css.sentence}>{data.sentence}</p>
          {data.required_skills.length > 0 && (
            <p className="muted detail">
              {t("floor.outlook.asks", { skills: skillsInWords(data.required_skills, "≥") })}
              {data.stage > 0 && ` (${t("floor.outlook.stage", { ring: data.stage + 1 })})`}
            </p>
          )}
          {data.interaction !== null && of.kind === "caller" && (
            <p className="muted detail">
              {t("floor.outlook.place", { place: data.place, waiting: data.waiting })}
              {data.entered_at !== null &&
                ` · ${duration((Date.parse(data.at) - Date.parse(data.entered_at)) / 1000)}`}
            </p>
          )}
          {data.next_ring && <NextRing ring={data.next_ring} />}
          <People told={data} onSelect={onSelect} />
        </>
      )}
    </section>
  );
}
