/** The components of the product. Rooms import from here, never from a component library. */
export { Button, IconButton, KeyCap, LinkButton, type ButtonKind } from "./Button";
export { Dialog, Drawer } from "./Dialog";
export { Checkbox, Field, Input, Segmented, Select, TextArea, type Option } from "./Field";
export { Hint } from "./Hint";
export { KeyCaps, KeyHelp } from "./KeyHelp";
export type { Binding, KeyGroup } from "./keys";
export { Menu, type MenuGroup, type MenuItem } from "./Menu";
export { Crumbs, Facts, Section, Sides } from "./Page";
export { Ribbon } from "./Ribbon";
export type { Stretch, StretchState } from "./ribbon";
export { rowArrows } from "./rowArrows";
export { EmptyState, ErrorState, Notice, Skeleton } from "./Situations";
export { Chip, Judged, StateLabel, type Tone } from "./StateLabel";
export {
  JudgementShape,
  StateShape,
  stateColour,
  stateName,
  type Judgement,
  type StateName,
} from "./StateShape";
export { Table, type Column } from "./Table";
export { Tabs, type Tab } from "./Tabs";
export { Ago, At, Countdown, Duration, Timer, useSecond } from "./Time";
export { useTicking } from "./ticking";
export { toasts } from "./toast";
export { ToastLine } from "./ToastLine";
export { useKeyHints, useKeys } from "./useKeys";
