import type { ReactNode } from "react";
import type { AgentState } from "@/contracts/contracts.gen";

/** What an agent or a caller is doing, as it is drawn. */
export type StateName =
  "ready" | "ringing" | "talking" | "hold" | "wrap_up" | "not_ready" | "offline" | "waiting";

export type Judgement = "good" | "warn" | "bad";

const OF_AGENT_STATE: Record<AgentState, StateName> = {
  offline: "offline",
  ready: "ready",
  not_ready: "not_ready",
  ringing: "ringing",
  talking: "talking",
  on_hold: "hold",
  wrapping_up: "wrap_up",
  dialling: "ringing",
  consulting: "talking",
  monitoring: "talking",
  reconnecting: "hold",
};

export const stateName = (state: AgentState): StateName => OF_AGENT_STATE[state];

/** CSS colour of a state. */
export const stateColour = (state: StateName): string => `var(--${state.replace("_", "-")})`;

// Drawn on 16 x 16. The shape alone must tell the state: print it in grey to check.
const STATES: Record<StateName, ReactNode> = {
  ready: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  ringing: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="8" cy="8" r="2.5" fill="currentColor" />
    </>
  ),
  talking: <rect x="2.5" y="2.5" width="11" height="11" rx="2" fill="currentColor" />,
  hold: (
    <>
      <rect x="3" y="2" width="4" height="12" rx="1" fill="currentColor" />
      <rect x="9" y="2" width="4" height="12" rx="1" fill="currentColor" />
    </>
  ),
  wrap_up: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor" />
    </>
  ),
  not_ready: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M5 8h6" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  offline: (
    <circle
      cx="8"
      cy="8"
      r="6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeDasharray="2.9 1.8"
    />
  ),
  waiting: <path d="M1 13 5 3M6 13l4-10M11 13l4-10" stroke="currentColor" strokeWidth="1.8" />,
};

const JUDGEMENTS: Record<Judgement, ReactNode> = {
  good: <path d="m2.5 8.5 3.5 4 7-9" fill="none" stroke="currentColor" strokeWidth="2" />,
  warn: <path d="M8 2 15 14H1z" fill="currentColor" />,
  bad: <path d="m8 .8 7.2 7.2L8 15.2.8 8z" fill="currentColor" />,
};

interface ShapeProps {
  /** Pixels. */
  size?: number | undefined;
  /** Said by a screen reader; leave it out when a word stands beside the shape. */
  label?: string | undefined;
}

function Shape({
  size = 14,
  label,
  colour,
  children,
}: ShapeProps & { colour: string; children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={{ color: colour, flex: "none" }}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {children}
    </svg>
  );
}

export function StateShape({ state, ...rest }: ShapeProps & { state: StateName }) {
  return (
    <Shape {...rest} colour={stateColour(state)}>
      {STATES[state]}
    </Shape>
  );
}

export function JudgementShape({ judgement, ...rest }: ShapeProps & { judgement: Judgement }) {
  return (
    <Shape {...rest} colour={`var(--${judgement})`}>
      {JUDGEMENTS[judgement]}
    </Shape>
  );
}
