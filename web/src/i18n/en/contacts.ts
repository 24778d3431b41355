export const contacts = { "contacts.title": "x" } as const;
