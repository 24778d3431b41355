import { IconMicrophone, IconPhone, IconPhoneOff } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import {
  Button,
  Checkbox,
  Dialog,
  Drawer,
  Field,
  Hint,
  IconButton,
  Input,
  KeyCap,
  KeyCaps,
  KeyHelp,
  LinkButton,
  Menu,
  Segmented,
  Select,
  TextArea,
  toasts,
  useKeyHints,
  useKeys,
} from "@/ui";
import { InEveryState, Part } from "./parts";
import css from "./Styleguide.module.css";

const ANSWERS = [
  { value: "yes", label: "Yes" },
  { value: "notYet", label: "Not yet" },
];
const phone = <IconPhone size={16} stroke={1.6} aria-hidden />;
const end = <IconPhoneOff size={16} stroke={1.6} aria-hidden />;

type Drawn = readonly (readonly [string, (disabled: boolean) => ReactNode])[];

/** What cannot be pressed now stays in reach of the keyboard and says why; what makes no sense at all is left out. */
const BUTTONS: Drawn = [
  [
    "primary",
    (off) => (
      <Button kind="primary" aria-disabled={off || undefined}>
        Save
      </Button>
    ),
  ],
  [
    "second",
    (off) => (
      <Button keyHint="H" aria-disabled={off || undefined}>
        Hold
      </Button>
    ),
  ],
  [
    "quiet",
    (off) => (
      <Button kind="quiet" aria-disabled={off || undefined}>
        Copy details
      </Button>
    ),
  ],
  [
    "go",
    (off) => (
      <Button kind="go" icon={phone} large aria-disabled={off || undefined}>
        Answer
      </Button>
    ),
  ],
  [
    "stop",
    (off) => (
      <Button kind="stop" icon={end} aria-disabled={off || undefined}>
        End call
      </Button>
    ),
  ],
  [
    "icon",
    (off) => (
      <IconButton label="Microphone" aria-disabled={off || undefined}>
        <IconMicrophone size={16} stroke={1.6} />
      </IconButton>
    ),
  ],
  ["link", (off) => <LinkButton aria-disabled={off || undefined}>Take it back</LinkButton>],
];

const FIELDS: Drawn = [
  ["input", (off) => <Input label="Name" defaultValue="Billing FR" disabled={off} />],
  ["select", (off) => <Select label="Strategy" options={ANSWERS} disabled={off} />],
  ["text", (off) => <TextArea label="Note" rows={1} defaultValue="Rings" disabled={off} />],
  ["checkbox", (off) => <Checkbox label="Records" defaultChecked disabled={off} />],
  [
    "segmented",
    () => <Segmented label="Solved?" options={ANSWERS} value="yes" onChange={() => undefined} />,
  ],
];

function FieldsPart() {
  const id = useId();
  return (
    <Part title="Fields: hint, unit, error, what is not asked for">
      <div className={css.fields}>
        <Input
          label="Answered within"
          defaultValue="20"
          unit="s"
          hint="Target comes from the goals board."
        />
        <Input
          label="Rings for"
          defaultValue="60"
          unit="s"
          error="Longer than the 45 s after which skills relax. Use 5 to 40 s."
        />
        <Select label="Opens" options={ANSWERS} error="Choose when callers are answered." />
        <TextArea label="Note" aside="Saved 3 s ago" optional placeholder="What matters" />
        <Input label="Read only" readOnly defaultValue="80 %" />
        <Field label="Anything else" hint="A control of one's own, wired in the same way.">
          {(wiring) => <output {...wiring}>{id === "" ? "" : "Wired"}</output>}
        </Field>
      </div>
    </Part>
  );
}

function Floating() {
  const [open, setOpen] = useState<"dialog" | "drawer" | "keys" | null>(null);
  const close = () => setOpen(null);
  useKeys([{ keys: "k", label: "Keys", group: "everywhere", run: () => setOpen("keys") }]);
  useKeyHints([{ keys: "m", label: "Mute", group: "call" }]);
  return (
    <Part title="What floats: the only things with a shadow">
      <div className={css.row}>
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
            {
              key: "b",
              items: [{ key: "out", label: "Sign out", danger: true, onChoose: () => undefined }],
            },
          ]}
        />
        <Button onClick={() => setOpen("dialog")}>Dialog</Button>
        <Button onClick={() => setOpen("drawer")}>Drawer</Button>
        <Button keyHint="K" onClick={() => setOpen("keys")}>
          Keys
        </Button>
        <Button onClick={() => toasts.show("Queue “Orders” is deleted.", () => undefined)}>
          Undo line
        </Button>
        <Hint text="Says what the icon is; never more than its label">
          <Button kind="quiet">With a hint</Button>
        </Hint>
        <KeyCap>M</KeyCap>
        <KeyCaps keys="Ctrl+Enter" />
      </div>
      <KeyHelp open={open === "keys"} onClose={close} />
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
        <p>The right side, when the window is narrow.</p>
      </Drawer>
    </Part>
  );
}

export function ControlsPart() {
  return (
    <>
      <Part title="Buttons: accent is for what one can press, fills for the phone">
        <InEveryState rows={BUTTONS} />
      </Part>
      <Part title="Controls">
        <InEveryState rows={FIELDS} />
      </Part>
      <FieldsPart />
      <Floating />
    </>
  );
}
