import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { beginDraft, DRAFTS, fetchDrafts } from "@/api/drafts";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { toasts } from "@/ui";
import { refusalOf } from "../kit/useThing";
import css from "./Drafting.module.css";
import { draftMode, useDraftMode } from "./useDraftMode";

const AT_ONCE = "";
const NEW = "new";

export const useDrafts = () => useQuery({ queryKey: [DRAFTS], queryFn: fetchDrafts });

/** Whether changes are made at once or collected, and in which draft; above the rooms, since it concerns all. */
export function DraftBar() {
  const { t, fmt } = useI18n();
  const edits = useMay()("configuration.edit");
  const client = useQueryClient();
  const chosen = useDraftMode();
  const { data } = useDrafts();
  const begin = useMutation({
    mutationFn: () =>
      beginDraft(t("drafting.newName", { date: fmt.longDate(new Date()) }).slice(0, 60)),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: [DRAFTS], exact: true });
      draftMode.choose(made.id);
    },
    onError: (error) => toasts.show(refusalOf(error).detail ?? t("admin.kit.notSaved")),
  });
  const gone = data !== undefined && chosen !== null && !data.some((one) => one.id === chosen);
  useEffect(() => {
    if (gone) draftMode.choose(null);
  }, [gone]);
  if (!edits) return null;
  const draft = data?.find((one) => one.id === chosen);
  return (
    <section className={css.bar} data-on={chosen !== null || undefined}>
      <label>
        <span>{t("drafting.changes")}</span>
        <select
          value={chosen === null ? AT_ONCE : String(chosen)}
          onChange={(event) => {
            if (event.target.value === NEW) begin.mutate();
            else
              draftMode.choose(event.target.value === AT_ONCE ? null : Number(event.target.value));
          }}
        >
          <option value={AT_ONCE}>{t("drafting.atOnce")}</option>
          {(data ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {t("drafting.into", { name: one.name })}
            </option>
          ))}
          <option value={NEW}>{t("drafting.new")}</option>
        </select>
      </label>
      {draft !== undefined && (
        <Link to="/admin/$room/$id" params={{ room: "drafts", id: String(draft.id) }}>
          {t("drafting.see", { count: draft.wishes_count })}
        </Link>
      )}
    </section>
  );
}
