import type { Capacity } from "@/api/configuration";
import { useI18n } from "@/i18n/i18n";
import type { OwnProps } from "../kit/fields";
import { NumberBox } from "../kit/Rows";
import { USUAL, withCapacity } from "./capacity.model";
import css from "./Routing.module.css";

const INTERACTIONS_MAX = 50;
const MEDIA = ["voice", "chat", "sms", "email", "task"] as const;

/** How much of each medium one agent may have at once, and what may come in between. */
export function CapacityTable({ value, disabled, onChange }: OwnProps) {
  const { t } = useI18n();
  const said = (value ?? []) as readonly Capacity[];
  const rows = USUAL.map((usual) => said.find((one) => one.medium === usual.medium) ?? usual);
  const put = (medium: Capacity["medium"], part: Partial<Capacity>) =>
    onChange(withCapacity(said, medium, part));
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
