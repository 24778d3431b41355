import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { fetchContacts, type Contact } from "@/api/contacts";
import { cursorOf } from "@/api/resources";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { SearchField } from "@/calls/FilterBar";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Crumbs,
  EmptyState,
  ErrorState,
  rowArrows,
  Skeleton,
  Table,
  useKeys,
  type Column,
} from "@/ui";
import { originWords } from "@/ui/origin";
import { phoneNumber } from "@/ui/phone";
import css from "./Contacts.module.css";

const route = getRouteApi("/shell/contacts");

function useColumns(): Column<Contact>[] {
  const { t, locale } = useI18n();
  const none = <span className="faint">–</span>;
  return [
    { key: "name", head: t("contacts.name"), cell: (row) => <b>{row.name}</b> },
    { key: "company", head: t("contacts.company"), cell: (row) => row.company || none },
    {
      key: "numbers",
      head: t("contacts.numbers"),
      cell: (row) => (
        <>
          {row.phone_numbers.length === 0 && none}
          {row.phone_numbers.map(({ number, origin }) => (
            <p key={number} className={css.reached}>
              <span className="num">{phoneNumber(number)}</span>{" "}
              <span className="faint detail">{originWords(origin, locale, t)}</span>
            </p>
          ))}
        </>
      ),
    },
    {
      key: "addresses",
      head: t("contacts.addresses"),
      cell: (row) => row.email_addresses.map((one) => one.address).join(", ") || none,
    },
    { key: "external", head: t("contacts.external"), cell: (row) => row.external_id ?? none },
  ];
}

function List({ search, onOpen }: { search: string; onOpen: (id: string) => void }) {
  const { t } = useI18n();
  const columns = useColumns();
  const list = useInfiniteQuery({
    queryKey: ["contacts", search],
    queryFn: ({ pageParam }) => fetchContacts({ search, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf(page.next),
    placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <main className={css.list} onKeyDown={rowArrows} aria-busy={list.isPlaceholderData}>
      {list.isPending && <Skeleton lines={[80, 85, 70]} />}
      {list.isError && rows.length === 0 && (
        <ErrorState
          title={t("contacts.failed")}
          text={t("calls.failed.text")}
          details={String(list.error)}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState
          title={t(search === "" ? "contacts.empty.title" : "contacts.notFound.title")}
          text={t(search === "" ? "contacts.empty.text" : "contacts.notFound.text")}
        />
      )}
      {rows.length > 0 && (
        <Table
          caption={t("contacts.title")}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          onOpen={(row) => onOpen(String(row.id))}
        />
      )}
      {list.hasNextPage && (
        <div className={css.more}>
          <Button onClick={() => void list.fetchNextPage()}>{t("calls.more")}</Button>
        </div>
      )}
    </main>
  );
}

export function ContactsPage() {
  const { t } = useI18n();
  const { search = "" } = route.useSearch();
  const navigate = useNavigate();
  const edits = useMay()("contact.edit");
  const open = (id: string) => void navigate({ to: "/contacts/$id", params: { id } });
  const setSearch = useCallback(
    (text: string) =>
      void navigate({
        to: "/contacts",
        search: text === "" ? {} : { search: text },
        replace: true,
      }),
    [navigate],
  );
  useKeys(
    edits ? [{ keys: "n", label: t("contacts.add"), group: "calls", run: () => open("new") }] : [],
  );
  const add = edits && (
    <Button
      kind="primary"
      keyHint="N"
      icon={<IconPlus size={16} stroke={1.6} />}
      onClick={() => open("new")}
    >
      {t("contacts.add")}
    </Button>
  );
  return (
    <>
      <TopBar left={<Crumbs title={t("contacts.title")} />} right={add} />
      <div className={css.shelf}>
        <SearchField value={search} label={t("contacts.search")} onChange={setSearch} />
      </div>
      <List search={search} onOpen={open} />
    </>
  );
}
