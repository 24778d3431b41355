import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, use } from "react";
import { fetchMe, signOut, type Me } from "@/api/session";
import type { Permission } from "@/contracts/contracts.gen";
import { live } from "@/live/browser";

export const ME_KEY = ["me"] as const;

/** Who is signed in: `undefined` while we ask, `null` when nobody. */
export const useMeQuery = () =>
  useQuery({ queryKey: ME_KEY, queryFn: fetchMe, staleTime: Infinity, retry: 2 });

export const MeContext = createContext<Me | null>(null);

/** The signed-in person; only below the shell, where there always is one. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("useMe needs the shell around it");
  return me;
}

export function useMay(): (permission: Permission) => boolean {
  const me = useMe();
  return (permission) => me.permissions.includes(permission);
}

/** Ends the session and forgets everything that was loaded for this person. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const agent = live.state().me?.agent ?? null;
    if (agent !== null) {
      // Nobody may be offered calls at a desk that nobody sits at; a refusal must not keep one from leaving.
      await live.ask({
        kind: "set_presence",
        agent,
        presence: "offline",
        reason: "",
        device: null,
      });
    }
    await signOut();
    client.clear();
    // A whole new page: no phone, no socket, no text of the last person survives.
    location.assign("/sign-in");
  };
}
