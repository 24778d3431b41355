import type { Capacity } from "@/api/configuration";
import { useI18n } from "@/i18n/i18n";
import type { OwnProps } from "../kit/fields";
import { NumberBox } from "../kit/Rows";
import css from "./Routing.module.css";

const INTERACTIONS_MAX = 50;
const MEDIA = ["voice", "chat", "sms", "email", "task"] as const;

/** In force where nothing else is said (contracts/rules.py, DEFAULT_CAPACITY). */
const USUAL: readonly Capacity[] = [
  { medium: "voice", interactions_max: 1, interrupted_by: [] },
  { medium: "chat", interactions_max: 3, interrupted_by: ["chat", "sms"] },
  { medium: "sms", interactions_max: 3, interrupted_by: ["chat", "sms"] },
  { medium: "email", interactions_max: 1, interrupted_by: ["voice", "chat", "sms"] },
  { medium: "task", interactions_max: 1, interrupted_by: ["voice", "chat", "sms"] },
];

/** How much of each medium one agent may have at once, and what may come in between. */
export function CapacityTable({ value, disabled, onChange }: OwnProps) {
  const { t } = useI18n();
  const said = (value ?? []) as readonly Capacity[];
  const rows = USUAL.map((usual) => said.find((one) => one.medium === usual.medium) ?? usual);
  const put = (medium: Capacity["medium"], part: Partial<Capacity>) =>
    onChange(rows.map((row) => (row.medium === medium ? { ...row, ...part } : row)));
  return (
    <table className={css.capacity}>
      <thead>
        <tr>
          <th scope="col">{t("routing.capacity.medium")}</th>
          <th scope="col">{t("routing.capacity.most")}</th>
          <th scope="colgroup" colSpan={MEDIA.length}>
            {t("routing.capacity.interrupted")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.medium}>
            <th scope="row">{t(`routing.medium.${row.medium}`)}</th>
            <td data-bare>
              <NumberBox
                label={t("routing.capacity.of", { medium: t(`routing.medium.${row.medium}`) })}
                min={0}
                max={INTERACTIONS_MAX}
                disabled={disabled}
                value={row.interactions_max}
                onChange={(interactions_max) => put(row.medium, { interactions_max })}
              />
            </td>
            {MEDIA.map((medium) => (
              <td key={medium}>
                <label className={css.box}>
                  <input
                    type="checkbox"
                    disabled={disabled}
                    checked={row.interrupted_by.includes(medium)}
                    onChange={(event) =>
                      put(row.medium, {
                        interrupted_by: event.target.checked
                          ? [...row.interrupted_by, medium]
                          : row.interrupted_by.filter((one) => one !== medium),
                      })
                    }
                  />
                  {t(`routing.medium.${medium}`)}
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
