import { api } from "./client";
import type * as schema from "./schema.gen";

/** Who is signed in. */
export interface Me {
  user: Required<schema.MeUser>;
  agent: schema.MeAgent | null;
  permissions: schema.PermissionsEnum[];
}

/** Null when nobody is signed in. */
export const fetchMe = async (): Promise<Me | null> =>
  (await api.get<Me | undefined>("/session")) ?? null;

export const signIn = (username: string, password: string): Promise<Me> =>
  api.post<Me>("/session", { username, password });

export const changeMe = (part: schema.PatchedPreferencesRequest): Promise<Me> =>
  api.patch<Me>("/session", part);

export const signOut = (): Promise<undefined> => api.delete("/session");

/** This browser stays signed in for another shift; refused when the sign-in is two weeks old. */
export const renewSession = (): Promise<undefined> => api.post("/session/renewal");

/** What the browser's phone registers with; the secret is new at every sign-in. */
export type SoftphoneSession = schema.Softphone;

export const openSoftphoneSession = (): Promise<SoftphoneSession> =>
  api.post<SoftphoneSession>("/softphone/session");
