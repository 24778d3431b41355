import { useState, type ReactNode } from "react";
import {
  Button,
  Checkbox,
  EmptyState,
  ErrorState,
  Input,
  Notice,
  Segmented,
  Select,
  Skeleton,
  TextArea,
} from "@/ui";
import css from "./StyleguidePage.module.css";

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function FieldsPart() {
  const [choice, setChoice] = useState("yes");
  return (
    <>
      <Part title="Fields">
        <div className={css.fields}>
          <Input label="Name" defaultValue="Billing FR" />
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
          <Select
            label="Strategy"
            options={[
              { value: "a", label: "Free longest" },
              { value: "b", label: "Best skill" },
            ]}
          />
          <TextArea
            label="Note"
            aside="Saved 3 s ago"
            optional
            placeholder="What matters for the next person"
          />
          <Input label="Read only" readOnly defaultValue="80 %" />
        </div>
        <div className={css.row}>
          <Segmented
            label="Solved?"
            value={choice}
            onChange={setChoice}
            options={[
              { value: "yes", label: "Yes" },
              { value: "notYet", label: "Not yet" },
              { value: "no", label: "No" },
            ]}
          />
          <Checkbox label="Callers may press before the text ends" defaultChecked />
        </div>
      </Part>
    </>
  );
}

export function SituationsPart() {
  return (
    <>
      <Part title="Unhappy moments">
        <div className={css.fields}>
          <Notice tone="neutral" title="You hear each other well">
            31 ms · 0.2 % lost · MOS 4.3
          </Notice>
          <Notice tone="good">
            You are back. The caller heard music for 3 s; your note is complete.
          </Notice>
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
          <Skeleton />
        </div>
      </Part>
    </>
  );
}
