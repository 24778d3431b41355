import { IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  flows as api,
  type Flow,
  type FlowDraft,
  type FlowNode,
  type FlowProblem,
} from "@/api/flows";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Chip,
  Crumbs,
  ErrorState,
  IconButton,
  Input,
  JudgementShape,
  Menu,
  Notice,
  Select,
  Skeleton,
  toasts,
  useKeys,
} from "@/ui";
import kit from "../kit/Kit.module.css";
import { typedSince } from "../kit/typed.model";
import { refusalOf } from "../kit/useThing";
import type { Lists } from "../rooms/lists";
import css from "./Flows.module.css";
import { addNode, changeNode, NODE_KINDS, removeNode, renameNode, unreachable } from "./flow.model";
import { NodeForm } from "./NodeForm";
import { anchor, Problems, Publish, Unpublished, Versions } from "./Publishing";

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

interface Typed {
  name?: string;
  draft?: FlowDraft;
}

interface DraftState {
  name: string;
  draft: FlowDraft;
  dirty: boolean;
  saving: boolean;
  refused: ReturnType<typeof refusalOf> | null;
  setName: (name: string) => void;
  setDraft: (draft: FlowDraft) => void;
  discard: () => void;
  save: () => void;
}

function useDraft(flow: Flow): DraftState {
  const { t } = useI18n();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Typed>({});
  const name = typed.name ?? flow.name;
  const draft = typed.draft ?? flow.draft;
  const save = useMutation({
    mutationFn: (sent: Typed) =>
      api.change(flow.id, { name: flow.name, draft: flow.draft, ...sent }),
    onSuccess: (saved, sent) => {
      client.setQueryData([api.path, flow.id], saved);
      setTyped((now) => typedSince(sent, now));
      toasts.show(t("admin.flows.saved", { name: saved.name }));
      void client.invalidateQueries({ queryKey: [api.path], exact: true });
    },
  });
  return {
    name,
    draft,
    dirty: typed.name !== undefined || typed.draft !== undefined,
    saving: save.isPending,
    refused: save.isError ? refusalOf(save.error) : null,
    setName: (next) => setTyped((before) => ({ ...before, name: next })),
    setDraft: (next) => setTyped((before) => ({ ...before, draft: next })),
    discard: () => setTyped({}),
    save: () => save.mutate(typed),
  };
}

function Head({ flow, state }: { flow: Flow; state: DraftState }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const client = useQueryClient();
  useKeys([{ keys: "Ctrl+S", label: t("action.save"), group: "admin", run: state.save }]);
  return (
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
          {state.dirty && <Chip tone="warn">{t("admin.kit.unsaved")}</Chip>}
          <Unpublished flow={flow} />
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
            {state.dirty && (
              <Button kind="quiet" onClick={state.discard}>
                {t("admin.kit.discard")}
              </Button>
            )}
            <Publish
              flow={flow}
              dirty={state.dirty}
              onPublished={() => void client.invalidateQueries({ queryKey: [api.path] })}
            />
            <Button kind="primary" keyHint="Ctrl S" aria-busy={state.saving} onClick={state.save}>
              {t("action.save")}
            </Button>
          </>
        )
      }
    />
  );
}

function Steps({ flow, state, lists }: { flow: Flow; state: DraftState; lists: Lists }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const { draft } = state;
  const lost = unreachable(draft);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={kit.main}>
      {state.refused && (
        <Notice tone="bad" title={state.refused.detail ?? t("admin.kit.notSaved")}>
          {Object.values(state.refused.errors).flat().join(" ")}
        </Notice>
      )}
      <div className={css.pair}>
        <Input
          label={t("admin.field.name")}
          value={state.name}
          maxLength={60}
          onChange={(event) => state.setName(event.target.value)}
        />
        <Select
          label={t("admin.flows.entry")}
          value={draft.entry}
          options={draft.nodes.map((node) => ({ value: node.id, label: node.id }))}
          onChange={(event) => state.setDraft({ ...draft, entry: event.target.value })}
        />
      </div>
      {draft.nodes.map((node) => (
        <Step
          key={node.id}
          node={node}
          draft={draft}
          lists={lists}
          problems={state.dirty ? [] : flow.problems.filter((one) => one.node === node.id)}
          lost={lost.has(node.id)}
          onDraft={state.setDraft}
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
                  onChoose: () => state.setDraft(addNode(draft, kind, zone)),
                })),
              },
            ]}
          />
        </div>
      )}
    </div>
  );
}

function Editor({ flow, lists }: { flow: Flow; lists: Lists }) {
  const { t } = useI18n();
  const state = useDraft(flow);
  return (
    <>
      <Head flow={flow} state={state} />
      <div className={kit.editor}>
        <Steps flow={flow} state={state} lists={lists} />
        <aside className={kit.aside}>
          <Problems flow={flow} dirty={state.dirty} />
          <Versions
            flow={flow}
            onTake={(version) => {
              if (!version.content) return;
              state.setDraft({ entry: version.content.entry, nodes: version.content.nodes });
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
