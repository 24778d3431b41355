import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  fetchFlowVersions,
  flows as api,
  publishFlow,
  type Flow,
  type FlowVersion,
} from "@/api/flows";
import { useI18n } from "@/i18n/i18n";
import { Button, Chip, Dialog, JudgementShape, LinkButton, toasts } from "@/ui";
import { timeOfDay } from "@/ui/format";
import kit from "../kit/Kit.module.css";
import { refusalOf } from "../kit/useThing";
import css from "./Flows.module.css";

/** Where a step stands on the page. */
export const anchor = (id: string): string => `step-${id}`;

/** What stands in the way of publishing; each line leads to its step. */
export function Problems({ flow, dirty }: { flow: Flow; dirty: boolean }) {
  const { t } = useI18n();
  return (
    <section className={kit.teach}>
      <h2>{t("admin.flows.problems")}</h2>
      {dirty && <p className="muted">{t("admin.flows.saveFirst")}</p>}
      {flow.problems.length === 0 && !dirty && (
        <p className="muted">{t("admin.flows.problems.none")}</p>
      )}
      <ul className={kit.effects}>
        {flow.problems.map((problem) => (
          <li key={problem.node + problem.code + problem.detail} data-tone="bad">
            <JudgementShape judgement="bad" size={11} />
            <span>
              <LinkButton
                onClick={() => document.getElementById(anchor(problem.node))?.scrollIntoView()}
              >
                {problem.node || t("admin.flows.whole")}
              </LinkButton>{" "}
              {problem.detail}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Versions({ flow, onTake }: { flow: Flow; onTake: (version: FlowVersion) => void }) {
  const { t, fmt } = useI18n();
  const { data } = useQuery({
    queryKey: [api.path, flow.id, "versions", flow.published_version],
    queryFn: () => fetchFlowVersions(flow.id),
  });
  if (!data || data.length === 0) return null;
  return (
    <section className={kit.teach}>
      <h2>{t("admin.flows.versions")}</h2>
      <ul className={css.versions}>
        {data.map((version) => {
          const at = new Date(version.published_at);
          return (
            <li key={version.version}>
              <b className="num">{version.version}</b>
              <span className="muted">
                {t("admin.flows.by", {
                  name: version.published_by ?? t("admin.configuration.system"),
                  date: `${fmt.shortDate(at)} ${timeOfDay(at)}`,
                })}
              </span>
              {version.content && (
                <LinkButton onClick={() => onTake(version)}>{t("admin.flows.take")}</LinkButton>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function Publish({
  flow,
  dirty,
  onPublished,
}: {
  flow: Flow;
  dirty: boolean;
  onPublished: () => void;
}) {
  const { t } = useI18n();
  const [asks, setAsks] = useState(false);
  const publish = useMutation({
    mutationFn: () => publishFlow(flow.id),
    onSuccess: (version) => {
      setAsks(false);
      toasts.show(t("admin.flows.published", { name: flow.name, version: version.version }));
      onPublished();
    },
  });
  const open = () => {
    // Never disabled: says what is missing instead.
    if (dirty) toasts.show(t("admin.flows.saveFirst"));
    else setAsks(true);
  };
  const refused = publish.isError ? refusalOf(publish.error) : null;
  return (
    <>
      <Button onClick={open}>{t("admin.flows.publish")}</Button>
      {flow.problems.length > 0 && (
        <Chip tone="bad">{t("admin.flows.problems.count", { count: flow.problems.length })}</Chip>
      )}
      <Dialog
        open={asks}
        title={t("admin.flows.publish.title", { name: flow.name })}
        onClose={() => setAsks(false)}
        actions={
          <>
            <Button onClick={() => setAsks(false)}>{t("action.cancel")}</Button>
            <Button kind="primary" aria-busy={publish.isPending} onClick={() => publish.mutate()}>
              {t("admin.flows.publish.do")}
            </Button>
          </>
        }
      >
        <p>{t("admin.flows.publish.text")}</p>
        {refused && (
          <p className={kit.refused} role="alert">
            <JudgementShape judgement="bad" size={11} /> {refused.detail ?? t("admin.kit.notSaved")}
          </p>
        )}
      </Dialog>
    </>
  );
}
