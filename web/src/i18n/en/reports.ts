export const reports = { "reports.title": "x" } as const;
