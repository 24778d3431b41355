import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchDecisions, type Decision } from "@/api/interactions";
import { useI18n } from "@/i18n/i18n";
import { LinkButton, Skeleton } from "@/ui";
import { duration, timeWithSeconds } from "@/ui/format";
import css from "./Decisions.module.css";

const skillsOf = (skills: readonly { name: string; level: number }[]): string =>
  skills.map((skill) => `${skill.name} ${skill.level}`).join(", ");

/** Who could have had it, and who could not and why: the numbers behind the sentence. */
function Behind({ decision }: { decision: Decision }) {
  const { t } = useI18n();
  const more = decision.candidates_count - decision.candidates.length;
  const others = decision.passed_over_count - decision.passed_over.length;
  return (
    <div className={css.behind}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t("why.could")}</th>
            <th scope="col">{t("why.skills")}</th>
            <th scope="col">{t("why.free")}</th>
          </tr>
        </thead>
        <tbody>
          {decision.candidates.map((one) => (
            <tr key={one.agent.id} data-chosen={one.agent.id === decision.agent.id || undefined}>
              <th scope="row">{one.agent.name}</th>
              <td>{skillsOf(one.skills)}</td>
              <td className="num">{duration(one.idle_seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="faint detail">{t("why.more", { count: more })}</p>}
      {decision.passed_over.length > 0 && (
        <>
          <h4 className="label">{t("why.couldNot")}</h4>
          <ul className={css.others}>
            {decision.passed_over.map((one) => (
              <li key={one.agent.id}>
                {one.agent.name} <span className="muted">{one.sentence}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {others > 0 && <p className="faint detail">{t("why.more", { count: others })}</p>}
      <p className="faint detail num">
        {[
          decision.required_skills.length > 0
            ? t("why.asked", { skills: skillsOf(decision.required_skills) })
            : "",
          decision.stage > 0 ? t("why.ring", { stage: decision.stage }) : "",
          t("why.version", { version: decision.version }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}

function One({ decision }: { decision: Decision }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <li className={css.decision}>
      <time className="num faint" dateTime={decision.at}>
        {timeWithSeconds(new Date(decision.at))}
      </time>
      <div>
        <p>{decision.sentence}</p>
        <LinkButton aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "why.less" : "why.numbers")}
        </LinkButton>
        {open && <Behind decision={decision} />}
      </div>
    </li>
  );
}

/** "Why this agent?": every offer in one sentence, the numbers behind it one click away. */
export function Decisions({ interaction, offer }: { interaction: string; offer?: string }) {
  const { t } = useI18n();
  const { data, isPending, isError } = useQuery({
    queryKey: ["decisions", interaction],
    queryFn: () => fetchDecisions(interaction),
    // A call that is seconds old may not be in the records yet.
    retry: 2,
  });
  const shown = data?.filter((decision) => offer === undefined || decision.offer === offer);
  return (
    <section aria-label={t("why.title")}>
      <h3 className="label">{t("why.title")}</h3>
      {isPending && <Skeleton />}
      {isError && <p className="muted">{t("why.failed")}</p>}
      {shown?.length === 0 && <p className="muted">{t("why.none")}</p>}
      {shown && shown.length > 0 && (
        <ol className={css.decisions}>
          {shown.map((decision) => (
            <One key={decision.offer} decision={decision} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** The question alone; it is asked of the records when somebody wants to know. */
export function Why({ interaction }: { interaction: string }) {
  const { t } = useI18n();
  const [asked, setAsked] = useState(false);
  if (asked) return <Decisions interaction={interaction} />;
  return <LinkButton onClick={() => setAsked(true)}>{t("why.title")}</LinkButton>;
}
