import type { Permission, Role } from "@/contracts/contracts.gen";
import type { Locale } from "@/ui/format";
import { api, ApiError } from "./client";

/** Who is signed in. */
export interface Me {
  user: { id: number; username: string; name: string; role: Role; language: Locale; theme: string };
  agent: { id: number; name: string; queues: number[] } | null;
  permissions: Permission[];
}

/** Null when nobody is signed in. */
export async function fetchMe(): Promise<Me | null> {
  try {
    return await api.get<Me>("/session");
  } catch (error) {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return null;
    throw error;
  }
}

export const signIn = (username: string, password: string): Promise<Me> =>
  api.post<Me>("/session", { username, password });

export const signOut = (): Promise<undefined> => api.delete("/session");

/** What the browser's phone registers with; the secret is new at every sign-in. */
export interface SoftphoneSession {
  device: number;
  username: string;
  password: string;
  realm: string;
  uri: string;
  ws_url: string;
  ice_servers: RTCIceServer[];
  register_expires_seconds: number;
}

export const openSoftphoneSession = (): Promise<SoftphoneSession> =>
  api.post<SoftphoneSession>("/softphone/session");
