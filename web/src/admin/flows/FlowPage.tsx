import { IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  fetchFlowVersions,
  flows as api,
  publishFlow,
  type Flow,
  type FlowDraft,
  type FlowNode,
  type FlowProblem,
  type FlowVersion,
} from "@/api/flows";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Chip,
  Crumbs,
  Dialog,
  ErrorState,
  IconButton,
  Input,
  JudgementShape,
  LinkButton,
  Menu,
  Notice,
  Select,
  Skeleton,
  toasts,
  useKeys,
} from "@/ui";
import { timeOfDay } from "@/ui/format";
import kit from "../kit/Kit.module.css";
import { refusalOf } from "../kit/useThing";
import type { Lists } from "../rooms/lists";
import css from "./Flows.module.css";
import { addNode, changeNode, NODE_KINDS, removeNode, renameNode, unreachable } from "./flow.model";
import { NodeForm } from "./NodeForm";

const anchor = (id: string): string => `step-${id}`;

function Step({
  node,
  draft,
  lists,
  problems,
  lost,
  onDraft,
}: {
  node: FlowNode;
  draft: FlowDraft;
  lists: Lists;
  problems: readonly FlowProblem[];
  lost: boolean;
  onDraft: (draft: FlowDraft) => void;
}) {
  const { t } = useI18n();
  const [name, setName] = useState(node.id);
  const rename = () => {
    const next = renameNode(draft, node.id, name);
    if (next === draft) setName(node.id);
    else onDraft(next);
  };
  return (
    <section className={css.step} id={anchor(node.id)} tabIndex={-1}>
      <header className={css.stepHead}>
        <h2>{t(`admin.flows.kind.${node.kind}`)}</h2>
        {draft.entry === node.id && <Chip tone="accent">{t("admin.flows.entry")}</Chip>}
        {lost && <Chip tone="warn">{t("admin.flows.unreachable")}</Chip>}
        <IconButton
          label={t("admin.flows.removeStep")}
          onClick={() => {
            onDraft(removeNode(draft, node.id));
            toasts.show(t("admin.flows.removed", { name: node.id }), () => onDraft(draft));
          }}
        >
          <IconX size={16} stroke={1.6} />
        </IconButton>
      </header>
      {problems.map((problem) => (
        <p key={problem.code + problem.detail} className={kit.refused}>
          <JudgementShape judgement="bad" size={11} /> {problem.detail}
        </p>
      ))}
      <div className={css.pair}>
        <Input
          label={t("admin.flows.id")}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
          onBlur={rename}
        />
      </div>
      <NodeForm
        node={node}
        draft={draft}
        lists={lists}
        onChange={(changed) => onDraft(changeNode(draft, node.id, changed))}
      />
    </section>
  );
}

function Problems({ flow, dirty }: { flow: Flow; dirty: boolean }) {
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

function Versions({ flow, onTake }: { flow: Flow; onTake: (version: FlowVersion) => void }) {
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

function Publish({
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

function Editor({ flow, lists }: { flow: Flow; lists: Lists }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const client = useQueryClient();
  const [typed, setTyped] = useState<{ name?: string; draft?: FlowDraft }>({});
  const name = typed.name ?? flow.name;
  const draft = typed.draft ?? flow.draft;
  const dirty = typed.name !== undefined || typed.draft !== undefined;
  const reload = () => {
    void client.invalidateQueries({ queryKey: [api.path] });
  };
  const save = useMutation({
    mutationFn: () => api.change(flow.id, { name, draft }),
    onSuccess: (saved) => {
      client.setQueryData([api.path, flow.id], saved);
      setTyped({});
      toasts.show(t("admin.kit.saved", { name: saved.name }));
      void client.invalidateQueries({ queryKey: [api.path], exact: true });
    },
  });
  useKeys([{ keys: "Ctrl+S", label: t("action.save"), group: "admin", run: () => save.mutate() }]);
  const setDraft = (next: FlowDraft) => setTyped((before) => ({ ...before, draft: next }));
  const lost = unreachable(draft);
  const refused = save.isError ? refusalOf(save.error) : null;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <TopBar
        left={
          <>
            <Crumbs
              parent={
                <Link to="/admin/$room" params={{ room: "flows" }}>
                  {t("admin.flows")}
                </Link>
              }
              title={flow.name}
            />
            {dirty && <Chip tone="warn">{t("admin.kit.unsaved")}</Chip>}
            <span className="muted">
              {flow.published_version === null
                ? t("admin.flows.never")
                : t("admin.flows.version", { version: flow.published_version })}
            </span>
          </>
        }
        right={
          edits && (
            <>
              {dirty && (
                <Button kind="quiet" onClick={() => setTyped({})}>
                  {t("admin.kit.discard")}
                </Button>
              )}
              <Publish flow={flow} dirty={dirty} onPublished={reload} />
              <Button
                kind="primary"
                keyHint="Ctrl S"
                aria-busy={save.isPending}
                onClick={() => save.mutate()}
              >
                {t("action.save")}
              </Button>
            </>
          )
        }
      />
      <div className={kit.editor}>
        <div className={kit.main}>
          {refused && (
            <Notice tone="bad" title={refused.detail ?? t("admin.kit.notSaved")}>
              {Object.values(refused.errors).flat().join(" ")}
            </Notice>
          )}
          <div className={css.pair}>
            <Input
              label={t("admin.field.name")}
              value={name}
              maxLength={60}
              onChange={(event) => setTyped((before) => ({ ...before, name: event.target.value }))}
            />
            <Select
              label={t("admin.flows.entry")}
              value={draft.entry}
              options={draft.nodes.map((node) => ({ value: node.id, label: node.id }))}
              onChange={(event) => setDraft({ ...draft, entry: event.target.value })}
            />
          </div>
          {draft.nodes.map((node) => (
            <Step
              key={node.id}
              node={node}
              draft={draft}
              lists={lists}
              problems={dirty ? [] : flow.problems.filter((one) => one.node === node.id)}
              lost={lost.has(node.id)}
              onDraft={setDraft}
            />
          ))}
          {edits && (
            <div className={css.addStep}>
              <Menu
                trigger={(props) => <Button {...props}>{t("admin.flows.addStep")}</Button>}
                groups={[
                  {
                    key: "kinds",
                    items: NODE_KINDS.map((kind) => ({
                      key: kind,
                      label: t(`admin.flows.kind.${kind}`),
                      onChoose: () => setDraft(addNode(draft, kind, zone)),
                    })),
                  },
                ]}
              />
            </div>
          )}
        </div>
        <aside className={kit.aside}>
          <Problems flow={flow} dirty={dirty} />
          <Versions
            flow={flow}
            onTake={(version) => {
              if (!version.content) return;
              setDraft({ entry: version.content.entry, nodes: version.content.nodes });
              toasts.show(t("admin.flows.taken", { version: version.version }));
            }}
          />
          <section className={kit.teach}>
            <h2>{t("admin.flows.teach")}</h2>
            <p className="muted">{t("admin.flows.teach.1")}</p>
            <p className="muted">{t("admin.flows.teach.2")}</p>
          </section>
        </aside>
      </div>
    </>
  );
}

/** A flow as a list of steps with their fields. */
export function FlowPage({ id, lists }: { id: number | null; lists: Lists }) {
  const { t } = useI18n();
  const flow = useQuery({
    queryKey: [api.path, id],
    queryFn: () => api.one(id ?? 0),
    enabled: id !== null,
    staleTime: Infinity,
  });
  if (flow.data) return <Editor flow={flow.data} lists={lists} />;
  return (
    <>
      <TopBar left={<Crumbs title={t("admin.flows")} />} />
      {flow.isError ? (
        <ErrorState
          title={t("admin.kit.failed")}
          text={t("admin.kit.failed.text")}
          details={String(flow.error)}
          onRetry={() => void flow.refetch()}
        />
      ) : (
        <Skeleton />
      )}
    </>
  );
}
