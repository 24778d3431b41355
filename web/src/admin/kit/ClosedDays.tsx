import { IconPlus, IconX } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { center as centerApi } from "@/api/configuration";
import { fetchCalendar } from "@/api/holidays";
import { HOLIDAY_YEARS_AWAY_MAX } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton, Input, Notice, Select } from "@/ui";
import { dayKey } from "@/ui/format";
import css from "./Hours.module.css";
import { byYear, isCalendarYear, missingDays } from "./hours.model";

const YEARS_AHEAD = 3;
const EVERYWHERE = "";

interface Place {
  country: string;
  region: string;
}

/** `2026-12-25` is a day of the calendar, and no instant: it must not slip into the day before. */
const asDate = (day: string): Date => new Date(`${day}T12:00:00Z`);

const calendarOf = (locale: string, { country, region }: Place, year: number) => ({
  queryKey: ["/public-holidays", locale, country, region, year],
  queryFn: () => fetchCalendar(country, region, year),
  staleTime: Infinity,
  retry: false,
});

/** The place whose calendar is looked at: the center's own country, until somebody chooses. */
function usePlace(): [Place, (place: Place) => void] {
  const [chosen, choose] = useState<Place | null>(null);
  // The key of every list of a room, and so a list, also where there is one of it only.
  const center = useQuery({ queryKey: [centerApi.path], queryFn: () => centerApi.all() });
  const country = center.data?.[0]?.default_region ?? "";
  return [chosen ?? { country, region: EVERYWHERE }, choose];
}

/** What the days are called in the calendars that are looked at. */
function useNames(place: Place, years: readonly string[]): ReadonlyMap<string, string> {
  const { locale } = useI18n();
  const calendars = useQueries({
    queries: years.map((year) => ({
      ...calendarOf(locale, place, Number(year)),
      enabled: place.country !== "",
    })),
  });
  return new Map(
    calendars.flatMap(({ data }) =>
      (data?.days ?? []).map(({ day, name }) => [day, name] as const),
    ),
  );
}

function Offer({
  days,
  place,
  onPlace,
  onAdd,
}: {
  days: readonly string[];
  place: Place;
  onPlace: (place: Place) => void;
  onAdd: (days: readonly string[]) => void;
}) {
  const { t, locale } = useI18n();
  const [now] = useState(() => new Date().getFullYear());
  const [year, setYear] = useState(now);
  const { data, isError } = useQuery({
    ...calendarOf(locale, place, year),
    enabled: place.country !== "",
    placeholderData: (before) => before,
  });
  const names = new Intl.DisplayNames([locale], { type: "region" });
  const countries = (data?.countries ?? [place.country])
    .map((code) => ({ value: code, label: code === "" ? "" : (names.of(code) ?? code) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  const fresh = missingDays(days, data?.days.map(({ day }) => day) ?? []);
  return (
    <>
      <div className={css.offer}>
        <Select
          label={t("admin.hours.country")}
          value={place.country}
          options={countries}
          onChange={(event) => onPlace({ country: event.target.value, region: EVERYWHERE })}
        />
        <Select
          label={t("admin.hours.region")}
          value={place.region}
          options={[
            { value: EVERYWHERE, label: t("admin.hours.everywhere") },
            ...(data?.regions ?? []).map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(event) => onPlace({ ...place, region: event.target.value })}
        />
        <Select
          label={t("admin.hours.year")}
          value={String(year)}
          options={Array.from({ length: YEARS_AHEAD + 1 }, (_, index) => {
            const value = String(now + index);
            return { value, label: value };
          })}
          onChange={(event) => setYear(Number(event.target.value))}
        />
        <Button
          icon={<IconPlus size={16} stroke={1.6} />}
          disabled={fresh.length === 0}
          onClick={() => onAdd(fresh)}
        >
          {data !== undefined && fresh.length === 0
            ? t("admin.hours.allTaken")
            : t("admin.hours.take", { count: fresh.length })}
        </Button>
      </div>
      {isError && <Notice tone="warn" title={t("admin.hours.noCalendar")} />}
    </>
  );
}

function Year({
  year,
  days,
  names,
  today,
  onTake,
}: {
  year: string;
  days: readonly string[];
  names: ReadonlyMap<string, string>;
  today: string;
  onTake: ((days: readonly string[]) => void) | undefined;
}) {
  const { t, fmt, locale } = useI18n();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  const said = (day: string) =>
    year === "" ? day : `${weekday.format(asDate(day))} ${fmt.shortDate(asDate(day))}`;
  return (
    <details className={css.year} open={year === "" || year >= today.slice(0, 4)}>
      <summary>
        <b>{year}</b> {t("admin.hours.days", { count: days.length })}
      </summary>
      {year !== "" && !isCalendarYear(year, today) && (
        <p className="muted">{t("admin.hours.tooFar", { max: HOLIDAY_YEARS_AWAY_MAX })}</p>
      )}
      <ul className={css.days}>
        {days.map((day) => (
          <li key={day}>
            <time dateTime={day} className="num">
              {said(day)}
            </time>
            <span title={names.get(day)}>{names.get(day)}</span>
            {onTake && (
              <IconButton
                label={t("admin.kit.take", { name: said(day) })}
                onClick={() => onTake([day])}
              >
                <IconX size={16} stroke={1.6} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {onTake && (
        <Button kind="quiet" onClick={() => onTake(days)}>
          {t("admin.hours.takeYear", { year })}
        </Button>
      )}
    </details>
  );
}

/** Days on which it is closed whatever the weekday: taken from a calendar, or added one by one. */
export function ClosedDays({
  days,
  disabled = false,
  onChange,
}: {
  days: readonly string[];
  disabled?: boolean;
  onChange: (days: string[]) => void;
}) {
  const { t } = useI18n();
  const [place, setPlace] = usePlace();
  const [day, setDay] = useState("");
  const [today] = useState(() => dayKey(Date.now()));
  const years = byYear(days);
  const names = useNames(
    place,
    years.map(([year]) => year).filter((year) => isCalendarYear(year, today)),
  );
  const add = (more: readonly string[]) => onChange([...new Set([...days, ...more])].sort());
  const take = (less: readonly string[]) => onChange(days.filter((one) => !less.includes(one)));
  return (
    <>
      {!disabled && <Offer days={days} place={place} onPlace={setPlace} onAdd={add} />}
      {years.length === 0 && <p className="muted">{t("admin.hours.noDays")}</p>}
      {years.map(([year, ofYear]) => (
        <Year
          key={year}
          year={year}
          days={ofYear}
          names={names}
          today={today}
          onTake={disabled ? undefined : take}
        />
      ))}
      {!disabled && (
        <div className={css.byHand}>
          <Input
            type="date"
            label={t("admin.hours.oneDay")}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <Button
            disabled={day === ""}
            onClick={() => {
              add([day]);
              setDay("");
            }}
          >
            {t("action.add")}
          </Button>
        </div>
      )}
    </>
  );
}
