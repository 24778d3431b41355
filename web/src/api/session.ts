import type { Permission, Role } from "@/contracts/contracts.gen";
import type { Locale } from "@/ui/format";
import { api } from "./client";

/** Who is signed in. */
export interface Me {
  user: { id: number; username: string; name: string; role: Role; language: Locale; theme: string };
  agent: { id: number; name: string; queues: number[] } | null;
  permissions: Permission[];
}

/** Null when nobody is signed in. */
export const fetchMe = async (): Promise<Me | null> =>
  (await api.get<Me | undefined>("/session")) ?? null;

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
