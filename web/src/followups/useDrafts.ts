import { useMe } from "@/app/session";
import { useSyncExternalStore } from "react";
import { Drafts, type FollowUpDraft } from "./drafts";

const byUser = new Map<number, Drafts>();

/** Those of the person who is signed in; one store per page. */
export function useDrafts(): Drafts {
  const { user } = useMe();
  let drafts = byUser.get(user.id);
  if (!drafts) byUser.set(user.id, (drafts = new Drafts(localStorage, user.id)));
  return drafts;
}

/** The draft of this interaction ("" between calls), and the one that an earlier call left behind. */
export function useDraftOf(interaction: string): {
  readonly own: FollowUpDraft | null;
  readonly left: FollowUpDraft | null;
} {
  const drafts = useDrafts();
  useSyncExternalStore(drafts.subscribe, drafts.version);
  return { own: drafts.of(interaction), left: drafts.left(interaction) };
}
