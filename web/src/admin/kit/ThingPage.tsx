import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Chip,
  Crumbs,
  Dialog,
  EmptyState,
  ErrorState,
  Facts,
  JudgementShape,
  Notice,
  Skeleton,
  toasts,
  useKeys,
} from "@/ui";
import { ApiError } from "@/api/client";
import { inWords, type Flat } from "./fields";
import css from "./Kit.module.css";
import type { AnyRoom, Thing } from "./room";
import { EffectsList } from "../drafting/EffectsList";
import { canBeDrafted, isOfDrafts } from "../drafting/mode";
import { useDraftMode } from "../drafting/useDraftMode";
import { usePreview, type Preview } from "../drafting/usePreview";
import { ThingForm, useOpenThing, useThingForm, type FormState } from "./ThingForm";
import { refusalOf, useSave, useThing } from "./useThing";

/** What was shown once and is known to nobody after: the secret of a new phone or trunk. */
interface Secret {
  username: string;
  secret: string;
}

const secretOf = (thing: Thing): Secret | null => {
  const shown = thing as Thing & Partial<Secret>;
  return typeof shown.secret === "string" && shown.secret !== ""
    ? { username: shown.username ?? "", secret: shown.secret }
    : null;
};

function SecretDialog({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      open
      title={t("admin.kit.secret.title")}
      onClose={onClose}
      actions={
        <>
          <Button
            onClick={() =>
              void navigator.clipboard.writeText(secret.secret).then(() => setCopied(true))
            }
          >
            {copied ? t("action.copied") : t("admin.kit.secret.copy")}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t("admin.kit.secret.done")}
          </Button>
        </>
      }
    >
      <p className="muted">{t("admin.kit.secret.text")}</p>
      <div className={css.secret}>
        <Facts
          rows={[
            [t("admin.field.username"), <code key="u">{secret.username}</code>],
            [t("admin.field.secret"), <code key="s">{secret.secret}</code>],
          ]}
        />
      </div>
    </Dialog>
  );
}

/** What saving would do, tried by the server while one types. */
function Tried({ preview, kind, id }: { preview: Preview; kind: string; id: number | null }) {
  const { t } = useI18n();
  const { effects, failed, asking, general, errors } = preview;
  if (effects === undefined && !failed) return null;
  const refused = [...general, ...Object.values(errors)];
  return (
    <section className={css.teach} aria-busy={asking} aria-live="polite">
      <h2>{t("drafting.effects")}</h2>
      {failed && <p className="muted">{t("drafting.preview.failed")}</p>}
      {refused.length > 0 ? (
        <>
          <p className="muted">{t("drafting.refused")}</p>
          <ul className={css.effects}>
            {refused.map((sentence) => (
              <li key={sentence} data-tone="bad">
                <JudgementShape judgement="bad" size={11} />
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        effects && <EffectsList effects={effects} about={{ kind, id: id ?? 0 }} />
      )}
    </section>
  );
}

function Side({
  room,
  form,
  before,
  id,
  kind,
  preview,
}: {
  room: AnyRoom;
  form: FormState;
  before: Flat;
  id: number | null;
  kind: string;
  preview: Preview;
}) {
  const { t } = useI18n();
  const words = { yes: t("admin.kit.yes"), no: t("admin.kit.no"), none: t("admin.kit.none") };
  const effects = room.effects?.(form.flat, id) ?? [];
  return (
    <>
      <Tried preview={preview} kind={kind} id={id} />
      <section className={css.teach}>
        <h2>{room.teach.title}</h2>
        {room.teach.paragraphs.map((text) => (
          <p key={text} className="muted">
            {text}
          </p>
        ))}
      </section>
      {effects.length > 0 && (
        <section className={css.teach}>
          <h2>{t("admin.kit.effects")}</h2>
          <ul className={css.effects}>
            {effects.map((effect) => (
              <li key={effect.text} data-tone={effect.tone}>
                {effect.tone !== "neutral" && <JudgementShape judgement={effect.tone} size={11} />}
                <span>{effect.text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {form.changed.length > 0 && (
        <section className={css.teach}>
          <h2>{t("admin.kit.changes")}</h2>
          <dl className={css.changes}>
            {form.changed.map((field) => (
              <div key={field.key}>
                <dt>{field.label}</dt>
                <dd>
                  <del>{inWords(field, before[field.key], words)}</del>{" "}
                  <ins>{inWords(field, form.flat[field.key], words)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {id !== null && room.beside?.(form.flat, id)}
    </>
  );
}

function RemoveButton({
  room,
  id,
  name,
  onGone,
}: {
  room: AnyRoom;
  id: number;
  name: string;
  onGone: () => void;
}) {
  const { t } = useI18n();
  const { remove } = useSave(room);
  const [asks, setAsks] = useState(false);
  const refused = remove.isError
    ? (refusalOf(remove.error).detail ?? t("admin.kit.notSaved"))
    : null;
  return (
    <>
      <Button kind="quiet" onClick={() => setAsks(true)}>
        {t("action.delete")}
      </Button>
      <Dialog
        open={asks}
        title={t("admin.kit.remove.title", { name })}
        onClose={() => setAsks(false)}
        actions={
          <>
            <Button onClick={() => setAsks(false)}>{t("action.cancel")}</Button>
            <Button
              kind="stop"
              onClick={() =>
                remove.mutate(id, {
                  onSuccess: () => {
                    toasts.show(t("admin.kit.removed", { name }));
                    onGone();
                  },
                })
              }
            >
              {t("action.delete")}
            </Button>
          </>
        }
      >
        <p>{room.removeText}</p>
        {refused !== null && (
          <p className={css.refused} role="alert">
            <JudgementShape judgement="bad" size={11} /> {refused}
          </p>
        )}
      </Dialog>
    </>
  );
}

function Where({ room, roomKey, thing }: { room: AnyRoom; roomKey: string; thing: Thing | null }) {
  if (room.single) return <Crumbs title={room.title} />;
  const list = (
    <Link to="/admin/$room" params={{ room: roomKey }}>
      {room.title}
    </Link>
  );
  return <Crumbs parent={list} title={thing === null ? room.add : room.name(thing)} />;
}

function Actions({
  room,
  form,
  thing,
  onGone,
}: {
  room: AnyRoom;
  form: FormState;
  thing: Thing | null;
  onGone: () => void;
}) {
  const { t } = useI18n();
  const wrong = Object.keys(form.errors).length;
  return (
    <>
      {wrong > 0 && <Chip tone="bad">{t("admin.kit.toFix", { count: wrong })}</Chip>}
      {thing !== null && !room.single && form.changed.length === 0 && (
        <RemoveButton room={room} id={thing.id} name={room.name(thing)} onGone={onGone} />
      )}
      {form.changed.length > 0 && (
        <Button kind="quiet" onClick={form.reset}>
          {t("admin.kit.discard")}
        </Button>
      )}
      <Button kind="primary" keyHint="Ctrl S" aria-busy={form.saving} onClick={form.submit}>
        {t("action.save")}
      </Button>
    </>
  );
}

function Editor({ room, roomKey, thing }: { room: AnyRoom; roomKey: string; thing: Thing | null }) {
  const { t } = useI18n();
  const edits = useMay()(room.edits ?? "configuration.edit");
  const navigate = useNavigate();
  const open = useOpenThing(roomKey);
  const [secret, setSecret] = useState<Secret | null>(null);
  const own = useThingForm(room, thing, (saved, isNew) => {
    const shown = secretOf(saved);
    if (shown) setSecret(shown);
    else if (isNew) open(saved.id);
  });
  const preview = usePreview(room, roomKey, thing, own);
  // What the server would refuse stands at its field before one has saved.
  const form = { ...own, errors: { ...(thing && preview.errors), ...own.errors } };
  const collecting = useDraftMode() !== null;
  const toList = () => void navigate({ to: "/admin/$room", params: { room: roomKey } });
  useKeys([{ keys: "Ctrl+S", label: t("action.save"), group: "admin", run: form.submit }]);
  const before = thing === null ? room.blank : room.flatten(thing);
  return (
    <>
      <TopBar
        left={
          <>
            <Where {...{ room, roomKey, thing }} />
            {isOfDrafts(room.resource.path) && <Chip tone="warn">{t("drafting.inDraft")}</Chip>}
            {form.changed.length > 0 && <Chip tone="warn">{t("admin.kit.unsaved")}</Chip>}
          </>
        }
        right={edits && <Actions {...{ room, form, thing }} onGone={toList} />}
      />
      <div className={css.editor}>
        <div className={css.main}>
          {collecting && !canBeDrafted(roomKey) && (
            <div className={css.atOnce}>
              <Notice tone="warn" title={t("drafting.atOnceHere")} />
            </div>
          )}
          <ThingForm room={room} form={form} isNew={thing === null} disabled={!edits} />
        </div>
        <aside className={css.aside}>
          <Side
            {...{ room, form, before, preview }}
            kind={roomKey}
            id={thing === null || room.single ? null : thing.id}
          />
        </aside>
      </div>
      {secret && (
        <SecretDialog
          secret={secret}
          onClose={() => {
            setSecret(null);
            toList();
          }}
        />
      )}
    </>
  );
}

/** One thing to look at and change; `id` null for a new one. */
export function ThingPage({
  room,
  roomKey,
  id,
}: {
  room: AnyRoom;
  roomKey: string;
  id: number | null;
}) {
  const { t } = useI18n();
  const thing = useThing(room, id);
  if (id === null) return <Editor room={room} roomKey={roomKey} thing={null} />;
  if (thing.data) return <Editor key={id} room={room} roomKey={roomKey} thing={thing.data} />;
  const missing = thing.error instanceof ApiError && thing.error.status === 404;
  const back = (
    <Link to="/admin/$room" params={{ room: roomKey }}>
      {room.title}
    </Link>
  );
  return (
    <>
      <TopBar left={<Crumbs parent={back} title="…" />} />
      {thing.isPending && <Skeleton />}
      {missing && (
        <EmptyState title={t("admin.kit.gone")} text={t("admin.kit.gone.text")} action={back} />
      )}
      {thing.isError && !missing && (
        <ErrorState
          title={t("admin.kit.failed")}
          text={t("admin.kit.failed.text")}
          details={String(thing.error)}
          onRetry={() => void thing.refetch()}
        />
      )}
    </>
  );
}
