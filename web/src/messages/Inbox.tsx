import { useEffect, useState } from "react";
import { fetchUnread, markRead, type ReceivedMessage } from "@/api/floor";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { toMs } from "@/live/state";
import { Ago, Button, toasts } from "@/ui";
import { SHOWN_MAX, withMessage, without, type Unread } from "./inbox.model";
import css from "./Messages.module.css";

const fromApi = (row: ReceivedMessage): Unread => ({
  id: row.id,
  text: row.text,
  by: row.by,
  sentAt: Date.parse(row.sent_at),
  toKind: row.to_kind,
  sentTo: row.sent_to,
});

/** What waits to be read: told over the live connection, and asked for whenever that begins anew. */
function useUnread(): { unread: readonly Unread[]; read: (message: Unread) => Promise<boolean> } {
  const [unread, setUnread] = useState<readonly Unread[]>([]);
  useEffect(() => {
    let here = true;
    const load = () =>
      fetchUnread().then(
        (rows) => {
          if (here) setUnread(rows.map(fromApi));
        },
        // Asked again with the next connection; what is shown stays.
        () => undefined,
      );
    void load();
    const end = live.onNews((news) => {
      if (news.kind === "connected") void load();
      if (news.kind !== "message") return;
      const { id, text, by, sent_at, to_kind, sent_to } = news.message;
      setUnread((before) =>
        withMessage(before, {
          id,
          text,
          by,
          sentAt: toMs(sent_at),
          toKind: to_kind,
          sentTo: sent_to,
        }),
      );
    });
    return () => {
      here = false;
      end();
    };
  }, []);
  const read = (message: Unread) => {
    setUnread((before) => without(before, message.id));
    return markRead(message.id).then(
      () => true,
      () => {
        setUnread((before) => withMessage(before, message));
        return false;
      },
    );
  };
  return { unread, read };
}

/** Messages of supervisors at the foot of the phone's column. Nothing pops up, nothing takes the focus; each stays until it is read. */
export function Inbox() {
  const { t } = useI18n();
  const { unread, read } = useUnread();
  const [newest] = unread;
  const to = (message: Unread): string => {
    if (message.toKind === "team") return t("messages.toTeam", { name: message.sentTo });
    if (message.toKind === "queue") return t("messages.toQueue", { name: message.sentTo });
    return message.toKind === "everybody" ? t("messages.toAll") : "";
  };
  return (
    <>
      <p className="visually-hidden" role="status">
        {newest && t("messages.arrived", { name: newest.by, text: newest.text })}
      </p>
      {newest && (
        <section className={css.inbox} aria-label={t("messages.title")} tabIndex={0}>
          <ul>
            {unread.slice(0, SHOWN_MAX).map((message) => (
              <li key={message.id}>
                <header>
                  <b>{t("messages.from", { name: message.by })}</b>
                  <span className="faint detail">
                    {to(message)} <Ago at={message.sentAt} />
                  </span>
                </header>
                <p className={css.text}>{message.text}</p>
                <Button
                  onClick={() =>
                    void read(message).then((done) => {
                      if (!done) toasts.show(t("messages.readFailed"));
                    })
                  }
                >
                  {t("messages.read")}
                </Button>
              </li>
            ))}
          </ul>
          {unread.length > SHOWN_MAX && (
            <p className="faint detail">
              {t("messages.more", { count: unread.length - SHOWN_MAX })}
            </p>
          )}
        </section>
      )}
    </>
  );
}
