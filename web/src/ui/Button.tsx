import type { ComponentPropsWithRef, ReactNode } from "react";
import css from "./Button.module.css";
import { Hint } from "./Hint";

/** `go` and `stop` are the green and red fills: Answer and "I am ready"; End call and deleting; nothing else. */
export type ButtonKind = "primary" | "second" | "quiet" | "go" | "stop";

/** A key as it is written on the keyboard. */
export function KeyCap({ children }: { children: ReactNode }) {
  return <kbd className={css.key}>{children}</kbd>;
}

interface ButtonProps extends ComponentPropsWithRef<"button"> {
  kind?: ButtonKind;
  /** Shown after the word: `M`, `Ctrl E`. */
  keyHint?: string | undefined;
  icon?: ReactNode;
  /** 44 px high, for Answer and End call. */
  large?: boolean;
  wide?: boolean;
}

export function Button({
  kind = "second",
  keyHint,
  icon,
  large = false,
  wide = false,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={[css.button, className].filter(Boolean).join(" ")}
      data-kind={kind}
      data-large={large || undefined}
      data-wide={wide || undefined}
    >
      {icon}
      <span>{children}</span>
      {keyHint !== undefined &&
        (keyHint.length === 1 && kind !== "go" && kind !== "stop" && kind !== "primary" ? (
          <KeyCap>{keyHint}</KeyCap>
        ) : (
          <kbd className={css.hint}>{keyHint}</kbd>
        ))}
    </button>
  );
}

/** An icon that can be pressed: the word is in the tooltip and in the label. */
export function IconButton({
  label,
  keyHint,
  children,
  side = "bottom",
  ...rest
}: ComponentPropsWithRef<"button"> & {
  label: string;
  keyHint?: string | undefined;
  side?: "bottom" | "top" | "right" | "left";
}) {
  return (
    <Hint text={keyHint === undefined ? label : `${label} (${keyHint})`} side={side}>
      <button type="button" {...rest} className={css.icon} aria-label={label}>
        {children}
      </button>
    </Hint>
  );
}

/** A link that does something here rather than leading away. */
export function LinkButton({ className, ...rest }: ComponentPropsWithRef<"button">) {
  return (
    <button type="button" {...rest} className={[css.link, className].filter(Boolean).join(" ")} />
  );
}
