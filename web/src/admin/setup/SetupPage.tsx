import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { trunks as trunksApi } from "@/api/configuration";
import { examine } from "@/api/doctor";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { Button, Chip, Crumbs, EmptyState } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import { Lines, linesOf } from "../doctor/DoctorPage";
import { staffing } from "../rooms/staffing";
import type { Lists } from "../rooms/lists";
import css from "./Setup.module.css";
import { AgentStep, NumberStep, QueueStep, TrunkStep } from "./steps";

/** A number in a sentence is not broken at the end of a line. */
const whole = (number: string): string => number.replaceAll(" ", "\u00A0");

const STEPS = ["trunk", "queue", "number", "agent", "test"] as const;
type Step = (typeof STEPS)[number];

/** What the provider answers, asked of it now. */
function Asked() {
  const { t } = useI18n();
  const found = useQuery({
    queryKey: ["doctor"],
    queryFn: examine,
    staleTime: 30_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
  return (
    <section className={css.found} aria-busy={found.isFetching} aria-live="polite">
      <h3>{t("setup.trunk.found")}</h3>
      {found.isFetching && <p className="muted">{t("setup.trunk.asking")}</p>}
      {found.data && !found.isFetching && (
        <Lines all={linesOf(found.data, (one) => one.group === "trunks")} />
      )}
    </section>
  );
}

/** What is there already, step by step; the first that is not is the one to do. */
function useProgress(lists: Lists): { words: Record<Step, string>; next: Step } {
  const trunks = useQuery({ queryKey: [trunksApi.path], queryFn: () => trunksApi.all() });
  const answering = lists.queues.flatMap((queue) =>
    staffing(queue.id, queue.required_skills, lists.agents).match.map((agent) => agent.name),
  );
  const words: Record<Step, string> = {
    trunk: (trunks.data ?? []).map((trunk) => trunk.name).join(", "),
    queue: lists.queues.map((queue) => queue.name).join(", "),
    number: lists.numbers.map((number) => phoneNumber(number.number)).join(", "),
    agent: [...new Set(answering)].join(", "),
    test: "",
  };
  return { words, next: STEPS.find((step) => words[step] === "") ?? "test" };
}

function Test({ lists, ready }: { lists: Lists; ready: boolean }) {
  const { t } = useI18n();
  const number = lists.numbers[0];
  if (!ready || number === undefined) return <p className="muted">{t("setup.test.none")}</p>;
  return (
    <div className={css.form}>
      <p>{t("setup.test.text", { number: whole(phoneNumber(number.number)) })}</p>
      <p>
        <Link to="/desk">{t("setup.test.desk")}</Link>
      </p>
      <p>
        <Link to="/admin/$room" params={{ room: "doctor" }}>
          {t("setup.test.doctor")}
        </Link>
      </p>
    </div>
  );
}

/** From nothing to the first call: five steps, each in use when it is saved. */
export function SetupPage({ lists }: { lists: Lists }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const { words, next } = useProgress(lists);
  const [chosen, setChosen] = useState<Step | null>(null);
  const open = chosen ?? next;
  const done = () => setChosen(null);
  const forms: Record<Step, ReactNode> = {
    trunk: <TrunkStep onDone={done} />,
    queue: <QueueStep onDone={done} />,
    number: <NumberStep onDone={done} lists={lists} />,
    agent: <AgentStep onDone={done} lists={lists} />,
    test: <Test lists={lists} ready={next === "test"} />,
  };
  if (!edits)
    return (
      <>
        <TopBar left={<Crumbs title={t("admin.setup")} />} />
        <EmptyState title={t("doctor.notYours")} text={t("doctor.notYours.text")} />
      </>
    );
  return (
    <>
      <TopBar left={<Crumbs title={t("admin.setup")} />} />
      <div className={css.page}>
        <p className="muted">{t("setup.intro")}</p>
        <ol className={css.steps}>
          {STEPS.map((step, place) => (
            <li key={step} aria-current={step === open ? "step" : undefined}>
              <header>
                <span className={`${css.place} num`}>{place + 1}</span>
                <h2>{t(`setup.step.${step}`)}</h2>
                {words[step] !== "" && (
                  <>
                    <Chip tone="good">{t("setup.done")}</Chip>
                    <span className={css.words}>{words[step]}</span>
                  </>
                )}
                {step !== open && (words[step] !== "" || step === next) && (
                  <Button
                    kind="quiet"
                    aria-label={`${t("setup.change")}: ${t(`setup.step.${step}`)}`}
                    onClick={() => setChosen(step)}
                  >
                    {t("setup.change")}
                  </Button>
                )}
              </header>
              {step === open && forms[step]}
              {step === "trunk" && step !== open && words.trunk !== "" && <Asked />}
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
