import type { ReactNode } from "react";
import css from "./Styleguide.module.css";

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What only a hand or a key brings about, in the order of the columns. */
const FORCED = ["", "hover", "focus", "pressed"] as const;
const STATES = ["default", ...FORCED.slice(1), "disabled"] as const;

/** A component in each of its states, a row each. */
export function InEveryState({
  rows,
}: {
  rows: readonly (readonly [name: string, draw: (disabled: boolean) => ReactNode])[];
}) {
  return (
    <div className={css.wide} data-wide tabIndex={0}>
      <table className={css.states}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Component</span>
            </th>
            {STATES.map((state) => (
              <th key={state} scope="col">
                {state}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, draw]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {FORCED.map((force) => (
                <td key={force} data-force={force}>
                  {draw(false)}
                </td>
              ))}
              <td>{draw(true)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
