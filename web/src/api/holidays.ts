/** Public holidays, as a calendar says them. */
import type * as schema from "./schema.gen";
import { api } from "./client";

export type Calendar = schema.Calendar;

/** `country`: ISO 3166-1; `region`: the second part of ISO 3166-2, "" for the whole country. */
export const fetchCalendar = (country: string, region: string, year: number): Promise<Calendar> =>
  api.get<Calendar>("/public-holidays", { country, region, year });
