import { IconBackspace, IconMicrophone, IconPhone, IconPhoneOff } from "@tabler/icons-react";
import { useState, useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import {
  Ago,
  Button,
  Chip,
  Countdown,
  Dialog,
  Drawer,
  Duration,
  IconButton,
  Judged,
  KeyCaps,
  LinkButton,
  Menu,
  Ribbon,
  Segmented,
  StateLabel,
  Table,
  Tabs,
  Timer,
  toasts,
  ToastLine,
  type StateName,
  type Stretch,
} from "@/ui";
import { percent } from "@/ui/format";
import { preferences, type ThemeChoice } from "@/ui/preferences";
import { FieldsPart, Part, SituationsPart } from "./styleguide-parts";
import css from "./StyleguidePage.module.css";

const STATES: readonly StateName[] = [
  "ready",
  "ringing",
  "talking",
  "hold",
  "wrap_up",
  "not_ready",
  "offline",
  "waiting",
];
const COLOURS = [
  "canvas",
  "surface",
  "sunken",
  "raised",
  "line",
  "line-2",
  "ink",
  "ink-2",
  "ink-3",
  "accent",
  "accent-soft",
  "warn-soft",
  "bad-soft",
  "good-soft",
  "series-1",
  "series-2",
  "series-3",
  "series-4",
  "series-5",
];
const HOUR = 3_600_000;
const DAY: readonly Stretch[] = [
  { state: "ready", from: 0, to: 0.3 },
  { state: "ringing", from: 0.3, to: 0.34 },
  { state: "talking", from: 0.34, to: 1.4 },
  { state: "wrap_up", from: 1.4, to: 1.7 },
  { state: "ready", from: 1.7, to: 1.9 },
  { state: "talking", from: 1.9, to: 2.6 },
  { state: "hold", from: 2.6, to: 2.9 },
  { state: "talking", from: 2.9, to: 3.4 },
  { state: "not_ready", from: 3.4, to: 4.1 },
  { state: "waiting", from: 4.1, to: 5 },
] as const;

function Switches() {
  const { locale, setLocale } = useI18n();
  const chosen = useSyncExternalStore(preferences.subscribe, preferences.current);
  return (
    <div className={css.row}>
      <Segmented
        label="Appearance"
        value={chosen.theme}
        onChange={(theme) => preferences.change({ theme: theme as ThemeChoice })}
        options={["system", "light", "dark"].map((value) => ({ value, label: value }))}
      />
      <Segmented
        label="Language"
        value={locale}
        onChange={(value) => setLocale(value === "de" ? "de" : "en")}
        options={["en", "de"].map((value) => ({ value, label: value }))}
      />
    </div>
  );
}

function StatesPart({ since }: { since: number }) {
  const { locale } = useI18n();
  const from = since - 5 * HOUR;
  return (
    <>
      <Part title="States: the shape carries the meaning">
        <div className={css.grid}>
          {STATES.map((state) => (
            <StateLabel key={state} state={state} />
          ))}
        </div>
        <Ribbon
          label="A day to scale"
          from={from}
          to={since}
          axis={5}
          stretches={DAY.map((piece) => ({
            ...piece,
            from: from + piece.from * HOUR,
            to: from + piece.to * HOUR,
          }))}
        />
      </Part>
      <Part title="Judgement: good is quiet">
        <div className={css.row}>
          {(["good", "warn", "bad"] as const).map((judgement, index) => (
            <span key={judgement} className={css.figure}>
              <Judged judgement={judgement}>
                {percent([0.88, 0.762, 0.61][index], locale, index === 1 ? 1 : 0)}
              </Judged>
            </span>
          ))}
          <Chip>Draft 15</Chip>
          <Chip tone="accent">French ≥ 3</Chip>
          <Chip tone="good">Verified with PIN</Chip>
          <Chip tone="warn">Open, promised by Thu</Chip>
          <Chip tone="bad">1 to fix first</Chip>
        </div>
      </Part>
      <Part title="Time">
        <div className={css.row}>
          <Timer since={since - 252_000} className={css.timer} />
          <Countdown until={since + 38_000} className={css.timer} />
          <Duration seconds={312} />
          <Ago at={since} />
        </div>
      </Part>
    </>
  );
}

function ControlsPart({ onDialog, onDrawer }: { onDialog: () => void; onDrawer: () => void }) {
  return (
    <>
      <Part title="Buttons: accent is for what one can press">
        <div className={css.row}>
          <Button kind="primary" keyHint="Ctrl S">
            Save
          </Button>
          <Button>Second</Button>
          <Button keyHint="H">Hold</Button>
          <Button kind="go" icon={<IconPhone size={16} stroke={1.6} />} large>
            Answer
          </Button>
          <Button kind="stop" icon={<IconPhoneOff size={16} stroke={1.6} />} keyHint="Ctrl E">
            End call
          </Button>
          <Button kind="quiet">Quiet</Button>
          <Button aria-disabled>Not now</Button>
          <LinkButton>Link</LinkButton>
          <IconButton label="Microphone" keyHint="M">
            <IconMicrophone size={16} stroke={1.6} />
          </IconButton>
          <KeyCaps keys="Ctrl+Enter" />
          <Menu
            trigger={(props) => <Button {...props}>Menu</Button>}
            groups={[
              {
                key: "a",
                label: "Not ready because",
                items: ["Break", "Lunch", "Training"].map((label, index) => ({
                  key: label,
                  label,
                  chosen: index === 0,
                  onChoose: () => toasts.show(`${label} chosen`),
                })),
              },
            ]}
          />
          <Button onClick={onDialog}>Dialog</Button>
          <Button onClick={onDrawer}>Drawer</Button>
          <Button onClick={() => toasts.show("Queue “Orders” is deleted.", () => undefined)}>
            Undo line
          </Button>
        </div>
      </Part>
      <FieldsPart />
    </>
  );
}

function DataPart() {
  const [tab, setTab] = useState("timeline");
  const rows = [
    { id: 1, name: "Outage", waiting: 9, wait: 278, bad: true },
    { id: 2, name: "Billing DE", waiting: 5, wait: 156, bad: false },
    { id: 3, name: "Tariffs", waiting: 0, wait: null, bad: false },
  ];
  return (
    <>
      <Part title="Table">
        <Table
          caption="Queues"
          rows={rows}
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
      </Part>
      <Part title="Tabs">
        <Tabs
          label="About the caller"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              key: "timeline",
              label: "Timeline",
              panel: <p className={css.panel}>What happened</p>,
            },
            {
              key: "cases",
              label: "Cases",
              count: 2,
              panel: <p className={css.panel}>Two cases</p>,
            },
          ]}
        />
      </Part>
      <SituationsPart />
    </>
  );
}

/** Every component in every state; the words here are samples and stay in English. */
export function StyleguidePage() {
  const [since] = useState(() => Date.now());
  const [open, setOpen] = useState<"dialog" | "drawer" | null>(null);
  const close = () => setOpen(null);
  return (
    <main className={css.page}>
      <h1>Components</h1>
      <Switches />
      <StatesPart since={since} />
      <Part title="Surfaces and ink">
        <div className={css.swatches}>
          {COLOURS.map((name) => (
            <figure key={name}>
              <span style={{ background: `var(--${name})` }} />
              <figcaption>{name}</figcaption>
            </figure>
          ))}
        </div>
      </Part>
      <ControlsPart onDialog={() => setOpen("dialog")} onDrawer={() => setOpen("drawer")} />
      <DataPart />
      <Dialog
        open={open === "dialog"}
        title="Delete the queue “Orders”?"
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button kind="stop" onClick={close}>
              Delete
            </Button>
          </>
        }
      >
        Its 14 agents keep their other queues. Reports keep its history.
      </Dialog>
      <Drawer open={open === "drawer"} title="Script" onClose={close}>
        <p>
          The right side, when the window is narrow.{" "}
          <IconBackspace size={16} stroke={1.6} aria-hidden />
        </p>
      </Drawer>
      <ToastLine />
    </main>
  );
}
