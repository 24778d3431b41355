import { defineConfig } from "vite";
import base from "../vite.config.ts";
import { fakeCenter } from "./fakeCenter.ts";

/** The dev server with an invented center in place of the real one. */
export default defineConfig((env) => {
  const usual = base(env);
  return { ...usual, plugins: [usual.plugins ?? [], fakeCenter()], server: {} };
});
