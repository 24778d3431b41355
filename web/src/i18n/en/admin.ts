export const admin = { "admin.title": "x" } as const;
