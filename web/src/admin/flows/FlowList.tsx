import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { flows as api, type Flow } from "@/api/flows";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Crumbs,
  Dialog,
  EmptyState,
  Input,
  JudgementShape,
  rowArrows,
  Table,
  useKeys,
  type Column,
} from "@/ui";
import { phoneNumber } from "@/ui/phone";
import adminCss from "../Admin.module.css";
import { useOpenThing } from "../kit/ThingForm";
import { refusalOf } from "../kit/useThing";
import type { Lists } from "../rooms/lists";

function NewFlow({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const open = useOpenThing("flows");
  const [name, setName] = useState("");
  const [asked, setAsked] = useState(false);
  const create = useMutation({
    mutationFn: () => api.create({ name: name.trim() }),
    onSuccess: (flow) => {
      void client.invalidateQueries({ queryKey: [api.path], exact: true });
      open(flow.id);
    },
  });
  const missing = asked && name.trim() === "" ? t("admin.kit.needed") : undefined;
  const refused = create.isError ? refusalOf(create.error) : null;
  const submit = () => {
    setAsked(true);
    if (name.trim() !== "") create.mutate();
  };
  return (
    <Dialog
      open
      title={t("admin.flows.add")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button kind="primary" onClick={submit}>
            {t("action.add")}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Input
          label={t("admin.field.name")}
          maxLength={60}
          data-autofocus
          value={name}
          error={
            missing ??
            (refused
              ? (refused.errors["name"]?.[0] ?? refused.detail ?? t("admin.kit.notSaved"))
              : undefined)
          }
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

export function FlowList({ lists }: { lists: Lists }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const open = useOpenThing("flows");
  const [adding, setAdding] = useState(false);
  const begin = () => setAdding(true);
  useKeys(edits ? [{ keys: "n", label: t("admin.flows.add"), group: "admin", run: begin }] : []);
  const columns: Column<Flow>[] = [
    { key: "name", head: t("admin.field.name"), cell: (flow) => <b>{flow.name}</b> },
    {
      key: "numbers",
      head: t("admin.numbers"),
      cell: (flow) =>
        lists.numbers
          .filter((number) => number.flow === flow.id)
          .map((number) => phoneNumber(number.number))
          .join(", ") || <span className="faint">–</span>,
    },
    {
      key: "version",
      head: t("admin.flows.live"),
      figures: true,
      cell: (flow) =>
        flow.published_version ?? <span className="faint">{t("admin.flows.never")}</span>,
    },
    {
      key: "problems",
      head: t("admin.flows.problems"),
      cell: (flow) =>
        flow.problems.length > 0 && (
          <span style={{ display: "inline-flex", alignItems: "center", gap: 6 }}>
            <JudgementShape judgement="bad" size={11} />
            {t("admin.flows.problems.count", { count: flow.problems.length })}
          </span>
        ),
    },
  ];
  const add = edits && (
    <Button kind="primary" keyHint="N" icon={<IconPlus size={16} stroke={1.6} />} onClick={begin}>
      {t("admin.flows.add")}
    </Button>
  );
  return (
    <>
      <TopBar left={<Crumbs title={t("admin.flows")} />} right={lists.flows.length > 0 && add} />
      <div className={adminCss.plain} onKeyDown={rowArrows}>
        <Table
          caption={t("admin.flows")}
          columns={columns}
          rows={lists.flows}
          rowKey={(flow) => flow.id}
          onOpen={(flow) => open(flow.id)}
          empty={
            <EmptyState
              title={t("admin.flows.teach")}
              text={`${t("admin.flows.teach.1")} ${t("admin.flows.teach.2")}`}
              action={add}
            />
          }
        />
      </div>
      {adding && <NewFlow onClose={() => setAdding(false)} />}
    </>
  );
}
