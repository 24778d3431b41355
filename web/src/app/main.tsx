import "@fontsource-variable/inter/opsz.css";
import "@fontsource-variable/jetbrains-mono";
import "@/ui/tokens.css";
import "@/ui/base.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "@/api/client";
import { I18nProvider } from "@/i18n/i18n";
import { followTheme } from "@/ui/preferences";
import { listenToKeys } from "@/ui/useKeys";
import { router } from "./router";

const RETRIES = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // An answer of the server does not change by asking again; a lost connection may.
      retry: (count, error) => !(error instanceof ApiError) && count < RETRIES,
    },
  },
});

followTheme();
listenToKeys(window);

const element = document.getElementById("root");
if (!element) throw new Error("index.html has no #root");
createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <I18nProvider>
        <RouterProvider router={router} />
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
