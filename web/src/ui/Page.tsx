import type { ReactNode } from "react";
import css from "./Page.module.css";

/** A middle on the surface and a side that explains, each with its own scroll bar. */
export function Sides({ children, side }: { children: ReactNode; side: ReactNode }) {
  return (
    <main className={css.sides}>
      <div className={css.middle}>{children}</div>
      <aside className={css.side}>{side}</aside>
    </main>
  );
}

export function Section({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.section}>
      {title !== undefined && <h2>{title}</h2>}
      {children}
    </section>
  );
}

/** Names at the left, values at the right. Rows without a value are left out. */
export function Facts({ rows }: { rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** "Queues / Billing DE" in the line above a page. */
export function Crumbs({ parent, title }: { parent?: ReactNode; title: ReactNode }) {
  return (
    <h1 className={css.title}>
      {parent !== undefined && <span className={css.crumb}>{parent} / </span>}
      {title}
    </h1>
  );
}
