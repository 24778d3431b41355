import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Leftovers } from "@/admin/kit/typed.model";
import { fieldAtHand, useLeftover } from "@/admin/kit/useLeftover";
import { ApiError } from "@/api/client";
import {
  changeContact,
  createContact,
  deleteContact,
  fetchContact,
  fetchTimeline,
  type Contact,
  type ContactDraft,
} from "@/api/contacts";
import { cursorOf } from "@/api/resources";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { CallsTable } from "@/calls/CallsTable";
import { Promised } from "@/followups/Promised";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Chip,
  Crumbs,
  Dialog,
  EmptyState,
  ErrorState,
  Notice,
  rowArrows,
  Skeleton,
  toasts,
  useKeys,
} from "@/ui";
import { originWords } from "@/ui/origin";
import { useLatest } from "@/ui/useLatest";
import { ContactForm, type Said } from "./ContactForm";
import {
  BLANK,
  check,
  cleaned,
  draftOf,
  FirstSave,
  isChanged,
  placeRefusal,
  withTyped,
} from "./contact.model";
import css from "./Contacts.module.css";

const route = getRouteApi("/shell/contacts/$id");

function Timeline({ id }: { id: number }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const list = useInfiniteQuery({
    queryKey: ["contact-calls", id],
    queryFn: ({ pageParam }) => fetchTimeline(id, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf(page.next),
  });
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <section onKeyDown={rowArrows}>
      <h2 className={css.heading}>{t("contacts.timeline")}</h2>
      {list.isPending && <Skeleton lines={[80, 85, 70]} />}
      {list.isError && (
        <ErrorState
          title={t("calls.failed")}
          text={t("calls.failed.text")}
          details={String(list.error)}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState title={t("contacts.noCalls")} text={t("contacts.noCalls.text")} />
      )}
      {rows.length > 0 && (
        <CallsTable
          rows={rows}
          withCaller={false}
          onOpen={(call) => void navigate({ to: "/calls/$id", params: { id: call.id } })}
        />
      )}
      {list.hasNextPage && (
        <div className={css.more}>
          <Button onClick={() => void list.fetchNextPage()}>{t("calls.more")}</Button>
        </div>
      )}
    </section>
  );
}

/** What is promised to this person, then what was. */
const Past = ({ id }: { id: number }) => (
  <>
    <Promised filter={{ contact: id }} className={css.promised} heading={css.heading ?? ""} />
    <Timeline id={id} />
  </>
);

function Remove({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  const [asks, setAsks] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteContact(contact.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["contacts"] });
      toasts.show(t("admin.kit.removed", { name: contact.name }));
      void navigate({ to: "/contacts" });
    },
  });
  return (
    <>
      <Button kind="quiet" onClick={() => setAsks(true)}>
        {t("action.delete")}
      </Button>
      <Dialog
        open={asks}
        title={t("admin.kit.remove.title", { name: contact.name })}
        onClose={() => setAsks(false)}
        actions={
          <>
            <Button onClick={() => setAsks(false)}>{t("action.cancel")}</Button>
            <Button kind="stop" onClick={() => remove.mutate()}>
              {t("action.delete")}
            </Button>
          </>
        }
      >
        <p>{t("contacts.remove.text")}</p>
        {remove.isError && <Notice tone="bad" title={t("admin.kit.notSaved")} />}
      </Dialog>
    </>
  );
}

interface ContactState {
  draft: ContactDraft;
  changed: boolean;
  errors: Said;
  general: string | null;
  set: (draft: ContactDraft) => void;
  reset: () => void;
  submit: () => void;
}

/** What is typed while a new contact is saved for the first time waits here for its page. */
const leftovers = new Leftovers<ContactDraft>();

/** What is typed, with what was typed before this form was there, and what is typed while it goes. */
function useTyped(page: string) {
  const before = useLeftover(leftovers, page);
  const [typed, setTyped] = useState(before);
  const [first] = useState(() => new FirstSave(leftovers));
  const latest = useLatest(typed);
  useEffect(() => first.typed(typed, fieldAtHand()), [typed, first]);
  return { typed, setTyped, first, latest };
}

function useContactForm(contact: Contact | null): ContactState {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const loaded = contact ? draftOf(contact) : BLANK;
  const { typed, setTyped, first, latest } = useTyped(String(contact?.id ?? "new"));
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<{ errors: Said; general: string | null }>(NOTHING);
  const draft = typed ?? loaded;
  const wrong = Object.fromEntries(
    Object.entries(check(draft))
      // Half a number is not wrong while one types it; a missing name is only missed on saving.
      .filter(() => asked)
      .map(([key, reason]) => [key, t(`contacts.wrong.${reason}`)]),
  );
  const save = useMutation({
    mutationFn: ({ part }: { part: ContactDraft; sent: ContactDraft | null }) =>
      contact ? changeContact(contact.id, part) : createContact(part),
    onSuccess: (saved, { sent }) => {
      client.setQueryData(["contact", saved.id], saved);
      void client.invalidateQueries({ queryKey: ["contacts"] });
      // What was typed since it was sent stays typed.
      if (contact) setTyped((now) => withTyped(saved, sent, now));
      else first.done(saved, sent, latest.current, fieldAtHand());
      setAsked(false);
      setRefused(NOTHING);
      toasts.show(
        t("contacts.saved", { name: saved.name }),
        contact ? () => save.mutate({ part: cleaned(loaded), sent: null }) : undefined,
      );
      if (!contact) void navigate({ to: "/contacts/$id", params: { id: String(saved.id) } });
    },
    onError: (error) => {
      const problem = error instanceof ApiError ? error.problem : null;
      const errors = placeRefusal(draft, problem?.errors ?? {});
      const nowhere = Object.keys(errors).length === 0;
      setRefused({
        errors,
        general: nowhere ? (problem?.detail ?? t("admin.kit.notSaved")) : null,
      });
    },
  });
  return {
    draft,
    changed: isChanged(loaded, draft),
    errors: { ...refused.errors, ...wrong },
    general: refused.general,
    set: (next) => {
      setTyped(next);
      setRefused(NOTHING);
    },
    reset: () => {
      setTyped(null);
      setAsked(false);
      setRefused(NOTHING);
    },
    submit: () => {
      setAsked(true);
      // One that is on its way for the first time has no name yet under which it could be changed.
      const onItsWay = !contact && (save.isPending || save.isSuccess);
      if (!onItsWay && Object.keys(check(draft)).length === 0)
        save.mutate({ part: cleaned(draft), sent: typed });
    },
  };
}

const NOTHING = { errors: {}, general: null };

function Editor({ contact }: { contact: Contact | null }) {
  const { t, locale } = useI18n();
  const edits = useMay()("contact.edit");
  const form = useContactForm(contact);
  useKeys([{ keys: "Ctrl+S", label: t("action.save"), group: "calls", run: form.submit }]);
  const wrong = Object.keys(form.errors).length;
  const fromOf = (number: string) => {
    const saved = contact?.phone_numbers.find((one) => one.number === number);
    return saved ? originWords(saved.origin, locale, t) : "";
  };
  return (
    <>
      <TopBar
        left={
          <>
            <Crumbs
              parent={<Link to="/contacts">{t("contacts.title")}</Link>}
              title={contact?.name ?? t("contacts.add")}
            />
            {contact && form.changed && <Chip tone="warn">{t("admin.kit.unsaved")}</Chip>}
          </>
        }
        right={
          edits && (
            <>
              {wrong > 0 && <Chip tone="bad">{t("admin.kit.toFix", { count: wrong })}</Chip>}
              {contact && !form.changed && <Remove contact={contact} />}
              {contact && form.changed && (
                <Button kind="quiet" onClick={form.reset}>
                  {t("admin.kit.discard")}
                </Button>
              )}
              <Button kind="primary" keyHint="Ctrl S" onClick={form.submit}>
                {t("action.save")}
              </Button>
            </>
          )
        }
      />
      <main className={css.sides}>
        <form
          className={css.left}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            form.submit();
          }}
        >
          {form.general !== null && <Notice tone="bad" title={form.general} />}
          <ContactForm
            draft={form.draft}
            errors={form.errors}
            disabled={!edits}
            fromOf={fromOf}
            onChange={form.set}
          />
          <button type="submit" hidden />
        </form>
        <div className={css.right}>
          {contact ? (
            <Past id={contact.id} />
          ) : (
            <EmptyState title={t("contacts.teach")} text={t("contacts.teach.text")} />
          )}
        </div>
      </main>
    </>
  );
}

export function ContactPage() {
  const { t } = useI18n();
  const { id } = route.useParams();
  const number = Number(id);
  const isNew = id === "new";
  const contact = useQuery({
    queryKey: ["contact", number],
    queryFn: () => fetchContact(number),
    enabled: !isNew && Number.isInteger(number),
  });
  if (isNew) return <Editor key="new" contact={null} />;
  if (contact.data) return <Editor key={contact.data.id} contact={contact.data} />;
  const missing =
    !Number.isInteger(number) ||
    (contact.error instanceof ApiError && contact.error.status === 404);
  const back = <Link to="/contacts">{t("contacts.title")}</Link>;
  return (
    <>
      <TopBar left={<Crumbs parent={back} title="…" />} />
      <main>
        {missing ? (
          <EmptyState
            title={t("contacts.gone.title")}
            text={t("admin.kit.gone.text")}
            action={back}
          />
        ) : contact.isError ? (
          <ErrorState
            title={t("contacts.failed")}
            text={t("calls.failed.text")}
            details={String(contact.error)}
            onRetry={() => void contact.refetch()}
          />
        ) : (
          <Skeleton />
        )}
      </main>
    </>
  );
}
