import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { previewChanges, type Effects, type WantedChange } from "@/api/drafts";
import { placeErrors, type Errors } from "../kit/fields";
import type { AnyRoom, Thing } from "../kit/room";
import type { FormState } from "../kit/ThingForm";
import { canBeDrafted } from "./mode";
import { useDraftMode } from "./useDraftMode";

/** So long nothing was typed before the server is asked. */
const PAUSE_MS = 500;

function useSettled<T>(value: T, key: string): T {
  const [settled, setSettled] = useState({ value, key });
  useEffect(() => {
    if (settled.key === key) return;
    const timer = setTimeout(() => setSettled({ value, key }), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return settled.value;
}

export interface Preview {
  effects: Effects | undefined;
  /** What the server would refuse, at our fields. */
  errors: Errors;
  /** The same for what belongs to no field. */
  general: readonly string[];
  asking: boolean;
  failed: boolean;
}

/** What saving this form now would do, asked while one types. */
export function usePreview(
  room: AnyRoom,
  kind: string,
  thing: Thing | null,
  form: FormState,
): Preview {
  const draft = useDraftMode();
  const change: WantedChange | null =
    form.part !== null && canBeDrafted(kind)
      ? {
          kind,
          id: room.single ? 0 : (thing?.id ?? null),
          deed: thing === null ? "created" : "changed",
          fields: room.unflatten(form.part),
        }
      : null;
  const key = JSON.stringify(change);
  const settled = useSettled(change, key);
  const wanted = JSON.stringify(settled) === key ? settled : null;
  const { data, isFetching, isError } = useQuery({
    queryKey: ["preview", draft, key],
    queryFn: () => (wanted === null ? null : previewChanges([wanted], draft)),
    enabled: wanted !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const effects = change === null ? undefined : (data ?? undefined);
  // Of a draft's own changes nothing is said here; ours is the last.
  const last = effects?.refused.filter((one) => one.kind === kind).at(-1);
  const mine = wanted === null ? undefined : last;
  const { fields, rest } = placeErrors(
    room.sections,
    (mine?.errors ?? {}) as Record<string, readonly string[]>,
  );
  const said = Object.keys(fields).length + rest.length > 0;
  return {
    effects,
    errors: fields,
    general: mine === undefined ? [] : said ? rest : [mine.detail],
    asking: isFetching || (change !== null && wanted === null),
    failed: isError,
  };
}
