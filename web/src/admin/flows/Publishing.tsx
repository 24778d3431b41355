import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { beginDraft, makeChanges } from "@/api/drafts";
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
import { draftMode, useDraftMode } from "../drafting/useDraftMode";
import kit from "../kit/Kit.module.css";
import { refusalOf } from "../kit/useThing";
import css from "./Flows.module.css";
import { isPublished } from "./flow.model";

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

const useVersions = (flow: Flow) =>
  useQuery({
    queryKey: [api.path, flow.id, "versions", flow.published_version],
    queryFn: () => fetchFlowVersions(flow.id),
  });

export function Versions({ flow, onTake }: { flow: Flow; onTake: (version: FlowVersion) => void }) {
  const { t, fmt } = useI18n();
  const { data } = useVersions(flow);
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

/** Into the draft that collects, or a new one, which is then shown: there the time can be set. */
function useCollecting(flow: Flow, close: () => void) {
  const { t, fmt } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const collecting = useDraftMode();
  return useMutation({
    mutationFn: async () => {
      const name = t("drafting.newName", { date: fmt.longDate(new Date()) }).slice(0, 60);
      const into = collecting ?? (await beginDraft(name)).id;
      const fields = { draft: { entry: flow.draft.entry, nodes: flow.draft.nodes } };
      await makeChanges([{ kind: "flows", id: flow.id, deed: "published", fields }], into);
      return into;
    },
    onSuccess: async (into) => {
      close();
      draftMode.choose(into);
      toasts.show(t("flow.collected", { name: flow.name }));
      await client.invalidateQueries();
      void navigate({ to: "/admin/$room/$id", params: { room: "drafts", id: String(into) } });
    },
  });
}

/** Says that what is edited here is not what callers hear. */
export function Unpublished({ flow }: { flow: Flow }) {
  const { t } = useI18n();
  const { data } = useVersions(flow);
  const newest = data?.find((version) => version.version === flow.published_version)?.content;
  if (!newest || isPublished(flow.draft, newest)) return null;
  return <Chip tone="warn">{t("flow.unpublished")}</Chip>;
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
  const collect = useCollecting(flow, () => setAsks(false));
  const failed = publish.error ?? collect.error;
  const refused = failed === null ? null : refusalOf(failed);
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
            <Button aria-busy={collect.isPending} onClick={() => collect.mutate()}>
              {t("flow.collect")}
            </Button>
            <Button kind="primary" aria-busy={publish.isPending} onClick={() => publish.mutate()}>
              {t("admin.flows.publish.do")}
            </Button>
          </>
        }
      >
        <p>{t("admin.flows.publish.text")}</p>
        <p className="muted">{t("flow.collect.text")}</p>
        {refused && (
          <p className={kit.refused} role="alert">
            <JudgementShape judgement="bad" size={11} /> {refused.detail ?? t("admin.kit.notSaved")}
          </p>
        )}
      </Dialog>
    </>
  );
}
