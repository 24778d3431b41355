import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where the Django process listens while one develops; only the dev server uses it. */
const BACKEND = process.env["CC_DEV_BACKEND"] ?? "http://127.0.0.1:8000";

export default defineConfig(({ command }) => ({
  // Django serves the built files below its static root; the dev server serves the app itself.
  base: command === "build" ? "/static/app/" : "/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    proxy: {
      // The name of the host is kept: Django compares it with the origin of the page.
      "/api": { target: BACKEND, changeOrigin: false },
      "/accounts": { target: BACKEND, changeOrigin: false },
      "/ws": { target: BACKEND, changeOrigin: false, ws: true },
    },
  },
  // Open pages may still ask for the assets of the build before; launch/frontend.py removes older ones.
  build: { target: "es2022", manifest: true, assetsInlineLimit: 1024, emptyOutDir: false },
  css: { modules: { localsConvention: "camelCaseOnly" as const } },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/app/test-setup.ts"],
  },
}));
