import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

/**
 * Leads to another page of this application, once. The router's own `Navigate` starts anew whenever it is drawn again, which the
 * navigation itself causes.
 */
export function Redirect({ to, next }: { to: string; next?: string }) {
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ to, replace: true, ...(next === undefined ? {} : { search: { next } }) });
  }, [navigate, to, next]);
  return null;
}
