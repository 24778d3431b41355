import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { nextBoard, OVERVIEW, type Wall } from "./wall.model";

/** On a wall that several boards share: goes to the next when this one's time is over. */
export function useRotation(wall: Wall, current: number): void {
  const navigate = useNavigate();
  const next = nextBoard(wall, current);
  const { rotate } = wall;
  useEffect(() => {
    if (next === null || rotate === undefined) return;
    const timer = setTimeout(() => {
      if (next === OVERVIEW) void navigate({ to: "/wallboard", search: wall, replace: true });
      else
        void navigate({
          to: "/wallboard/$board",
          params: { board: String(next) },
          search: wall,
          replace: true,
        });
    }, rotate * 1000);
    return () => clearTimeout(timer);
  }, [navigate, next, rotate, wall]);
}
