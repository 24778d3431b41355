import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useMemo } from "react";
import { fetchBoards, fetchMeasures, type MeasureDefinition } from "@/api/boards";
import { fetchTeams, type Team } from "@/api/floor";
import { useMay } from "@/app/session";
import type { Board, BoardMeasure } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";

const BOARDS_KEY = ["boards"] as const;

const MEASURES_KEY = "board-measures";
const TEAMS_KEY = "/teams";

/** A wall that shows another board for an hour must know this one again while the server is away. */
const KEPT = { gcTime: Infinity } as const;

/** Somebody's change is asked for as soon as it is told, and after an interruption everything that a board is made of; once in a page. */
export function useBoardNews(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      live.onNews((news) => {
        if (news.kind === "board" || news.kind === "connected")
          void client.invalidateQueries({ queryKey: BOARDS_KEY });
        if (news.kind === "connected")
          for (const key of [MEASURES_KEY, TEAMS_KEY])
            void client.invalidateQueries({ queryKey: [key] });
      }),
    [client],
  );
}

/** All boards this person may see. What was known is shown until the answer is there. */
export const useBoards = () =>
  useQuery({ queryKey: BOARDS_KEY, queryFn: fetchBoards, staleTime: 1_000, ...KEPT });

/** Puts what the server has answered in place of what was known of this board, or takes it away. */
export function useKnowBoard(): (
  board: Board | { readonly id: number; readonly gone: true },
) => void {
  const client = useQueryClient();
  return (board) =>
    client.setQueryData<Board[]>(BOARDS_KEY, (before = []) => {
      const others = before.filter((one) => one.id !== board.id);
      if ("gone" in board) return others;
      return [...others, board].sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
    });
}

/** What every tile needs beside its own words. */
export interface World {
  readonly measures: ReadonlyMap<BoardMeasure, MeasureDefinition>;
  readonly teams: readonly Team[];
  readonly tv: boolean;
  /** Sees everybody; else counting people would be a lie. */
  readonly all: boolean;
  /** Numbers lead to what is behind them; not on a wall, and not while the board is being put together. */
  readonly links: boolean;
}

const NOTHING: World = { measures: new Map(), teams: [], tv: false, all: false, links: false };
const NO_TEAMS: readonly Team[] = [];
const WorldContext = createContext<World>(NOTHING);
export const WorldProvider = WorldContext.Provider;
export const useWorld = (): World => use(WorldContext);

export function useMeasures() {
  const { locale } = useI18n();
  return useQuery({
    queryKey: [MEASURES_KEY, locale],
    queryFn: () => fetchMeasures(locale),
    staleTime: Infinity,
    ...KEPT,
  });
}

const useTeams = (): readonly Team[] =>
  useQuery({
    queryKey: [TEAMS_KEY],
    queryFn: fetchTeams,
    staleTime: 60_000,
    retry: false,
    ...KEPT,
  }).data ?? NO_TEAMS;

/** Null until it is known what the numbers mean. */
export function useWorldHere(tv: boolean, links: boolean): World | null {
  const all = useMay()("live.all");
  const { data } = useMeasures();
  const teams = useTeams();
  return useMemo(
    () =>
      data
        ? {
            measures: new Map(data.map((one) => [one.measure, one])),
            teams,
            tv,
            all,
            links: links && all,
          }
        : null,
    [data, teams, tv, all, links],
  );
}

/** The people of the chosen teams; null: everybody. */
export function useMembers(teams: readonly number[]): ReadonlySet<number> | null {
  const { teams: known } = useWorld();
  return useMemo(
    () =>
      teams.length === 0
        ? null
        : new Set(known.filter((team) => teams.includes(team.id)).flatMap((team) => team.agents)),
    [teams, known],
  );
}
