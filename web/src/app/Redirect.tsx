import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/**
 * Leads to another page of this application, once. The router's own `Navigate` starts anew whenever it is drawn again, which the
 * navigation itself causes.
 */
export function Redirect({ to, next }: { to: string; next?: string }) {
  const navigate = useNavigate();
  // As it was when we were asked: the navigation itself changes the address that `next` was read from.
  const [wanted] = useState(next);
  useEffect(() => {
    // An address may say more than a path: which boards take turns on a wall.
    void navigate(
      wanted === undefined
        ? { href: to, replace: true }
        : { to, replace: true, search: { next: wanted } },
    );
  }, [navigate, to, wanted]);
  return null;
}
