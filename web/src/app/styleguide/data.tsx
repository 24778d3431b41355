import { useState } from "react";
import {
  Button,
  Crumbs,
  Duration,
  EmptyState,
  ErrorState,
  Facts,
  Judged,
  Notice,
  rowArrows,
  Section,
  Skeleton,
  Table,
  Tabs,
} from "@/ui";
import { Part } from "./parts";
import css from "./Styleguide.module.css";

const QUEUES = [
  { id: 1, name: "Outage", waiting: 9, wait: 278, bad: true },
  { id: 2, name: "Billing DE", waiting: 5, wait: 156, bad: false },
  { id: 3, name: "Tariffs", waiting: 0, wait: null, bad: false },
];

function TablePart() {
  return (
    <Part title="Table: pointed at, chosen, with the keyboard, empty">
      <div onKeyDown={rowArrows}>
        <Table
          caption="Queues"
          rows={QUEUES}
          rowKey={(row) => row.id}
          selected={2}
          onOpen={() => undefined}
          columns={[
            { key: "name", head: "Queue", cell: (row) => row.name },
            { key: "waiting", head: "Waiting", figures: true, cell: (row) => row.waiting },
            {
              key: "wait",
              head: "Longest",
              figures: true,
              explain: "Now minus the entry of the one who waits longest",
              cell: (row) => (
                <Judged judgement={row.bad ? "bad" : "good"}>
                  <Duration seconds={row.wait} />
                </Judged>
              ),
            },
          ]}
        />
      </div>
      <Table
        caption="Nothing"
        rows={[] as readonly { id: number }[]}
        rowKey={(row) => row.id}
        columns={[]}
      />
    </Part>
  );
}

function PagePart() {
  const [tab, setTab] = useState("timeline");
  return (
    <Part title="Pages: tabs, sections, facts">
      <Tabs
        label="About the caller"
        value={tab}
        onChange={setTab}
        tabs={[
          { key: "timeline", label: "Timeline", panel: <p className={css.panel}>What happened</p> },
          {
            key: "cases",
            label: "Cases",
            count: 2,
            panel: <p className={css.panel}>Two cases</p>,
          },
        ]}
      />
      <Section>
        <Facts
          rows={[
            ["Number", "+49 40 6696 9101"],
            ["Waited", <Duration key="waited" seconds={38} />],
            ["Left out without a value", null],
          ]}
        />
      </Section>
    </Part>
  );
}

/** The line above a page; its title is the page's only heading of the first level, so it stands here once. */
export const HeadSample = () => <Crumbs parent="Design" title="Components" />;

export function DataPart() {
  return (
    <>
      <TablePart />
      <PagePart />
      <Part title="Unhappy moments">
        <div className={css.fields}>
          <Notice tone="neutral" title="You hear each other well">
            31 ms · 0.2 % lost · MOS 4.3
          </Notice>
          <Notice tone="good">You are back. The caller heard music for 3 s.</Notice>
          <Notice tone="warn" title="Your network loses packets">
            Frau Brandt may hear gaps.
          </Notice>
          <Notice tone="bad" title="Your microphone is silent">
            The caller hears nothing.
          </Notice>
          <EmptyState
            title="No article fits this call"
            text="We looked for “Abschlag”."
            action={<Button>Search all</Button>}
          />
          <ErrorState
            title="The customer record did not load"
            text="The CRM took longer than 5 s. The call is not affected. We try again in 8 s."
            details="timeout"
            onRetry={() => undefined}
          />
          <div data-sample>
            <Skeleton />
          </div>
        </div>
      </Part>
    </>
  );
}
