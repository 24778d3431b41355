import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Filters } from "@/calls/filters.model";
import { withSeams } from "@/i18n/seams";
import { Hint } from "@/ui";
import css from "./Boards.module.css";
import { useWorld } from "./world";

/** Where a tile leads: to calls, or to a panel that is opened by `data-panel`. */
export type Way =
  | { readonly kind: "calls"; readonly search: Filters }
  | { readonly kind: "panel"; readonly name: string };

function Press({ way, children }: { way: Way; children: string }) {
  if (way.kind === "calls")
    return (
      <Link to="/calls" search={way.search} className={css.press}>
        {children}
      </Link>
    );
  return (
    <button type="button" className={css.press} data-panel={way.name}>
      {children}
    </button>
  );
}

/** What a tile is called, what its number means, and where it leads. Without a way it can still be asked for its formula. */
export function TileFrame({
  title,
  formula,
  way,
  aside,
  children,
}: {
  title: string;
  formula?: string | undefined;
  way?: Way | null;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { links } = useWorld();
  const seen = withSeams(title);
  const said = links && way ? <Press way={way}>{seen}</Press> : <span>{seen}</span>;
  return (
    <div role="group" className={css.tile} aria-label={title}>
      <header className={css.head}>
        <h2 title={links ? undefined : formula}>
          {formula === undefined || !links ? (
            said
          ) : (
            <Hint text={formula}>
              {way ? (
                said
              ) : (
                <button type="button" className={css.asked}>
                  {seen}
                </button>
              )}
            </Hint>
          )}
          {formula !== undefined && <span className="visually-hidden">. {formula}</span>}
        </h2>
        {aside}
      </header>
      <div className={css.body}>{children}</div>
    </div>
  );
}
