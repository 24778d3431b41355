import { useMutation } from "@tanstack/react-query";
import { testAlarmRule } from "@/api/floor";
import { ApiError } from "@/api/client";
import { useI18n } from "@/i18n/i18n";
import { Button, JudgementShape } from "@/ui";

/** Whether whom a rule tells can be reached: by its addresses as they are saved. `id` null: there is no rule yet. */
export function AlarmTest({ id, disabled }: { id: number | null; disabled: boolean }) {
  const { t } = useI18n();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => testAlarmRule(id ?? 0),
  });
  return (
    <div>
      <Button disabled={disabled || id === null || isPending} onClick={() => mutate()}>
        {t("admin.alarms.test.send")}
      </Button>
      <div role="status">
        {isPending && <p className="muted">{t("admin.alarms.test.sending")}</p>}
        {error && (
          <p>
            <JudgementShape judgement="bad" size={10} />{" "}
            {error instanceof ApiError ? error.message : t("error.network")}
          </p>
        )}
        {data?.length === 0 && <p className="muted">{t("admin.alarms.test.nobody")}</p>}
        {data?.map(({ way, address, error: why }) => {
          const told = `${t(`alarms.way.${way}`)} ${address}`;
          return (
            <p key={told}>
              <JudgementShape
                judgement={why === "" ? "good" : "bad"}
                size={10}
                label={t(why === "" ? "judgement.good" : "judgement.bad")}
              />{" "}
              {why === "" ? t("alarms.told.sent", { way: told }) : `${told}: ${why}`}
            </p>
          );
        })}
      </div>
    </div>
  );
}
