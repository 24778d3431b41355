/** What the floor asks of the server beside the live state. */
import type { AlarmView, MessageTo } from "@/contracts/contracts.gen";
import type { ToldHour } from "@/floor/hour.model";
import { api, type Page } from "./client";
import { resource, fetchAll } from "./resources";
import type * as schema from "./schema.gen";

export type ReceivedMessage = schema.Received;
export type SentMessage = schema.Sent;
export type Alarm = schema.Alarm;
export type AlarmRule = Required<schema.AlarmRule> & { webhook_secret?: string };

export const testAlarmRule = (id: number): Promise<schema.Tested[]> =>
  api.post(`/alarm-rules/${id}/test`);

export const alarmRules = resource<AlarmRule>("/alarm-rules");

export type Outlook = schema.WaitingOutlook;
export type Prospect = schema.Prospect;

/** Who could take those who wait, and why nobody does; null when that caller does not wait any more. */
export const fetchOutlook = async (
  of: { kind: "queue"; id: number } | { kind: "caller"; id: string },
): Promise<Outlook | null> => {
  const path =
    of.kind === "queue" ? `queues/${of.id}` : `interactions/${encodeURIComponent(of.id)}`;
  return (await api.get<Outlook | undefined>(`/live/${path}/outlook`)) ?? null;
};

/** The last hour of everybody, for the ribbons. */
export const fetchHours = (): Promise<ToldHour[]> => api.get("/agent-hours");

export interface Recipient {
  to_kind: MessageTo;
  to_id: number | null;
}

const UNREAD_MAX = 50;

export const fetchUnread = async (): Promise<ReceivedMessage[]> =>
  (await api.get<Page<ReceivedMessage>>("/messages", { unread: true, limit: UNREAD_MAX })).results;

export const fetchSent = async (): Promise<SentMessage[]> =>
  (await api.get<Page<SentMessage>>("/messages/sent", { limit: 10 })).results;

export const sendMessage = (to: Recipient, text: string): Promise<schema.Message> =>
  api.post("/messages", { ...to, text });

export const markRead = (id: number): Promise<ReceivedMessage> =>
  api.put(`/messages/${id}/read`, {});

export const fetchOpenAlarms = (): Promise<AlarmView[]> => api.get("/alarms/open");

export const fetchAlarms = (cursor: string | null): Promise<Page<Alarm>> =>
  api.get("/alarms", { cursor });

export const takeAlarm = (id: number): Promise<Alarm> => api.post(`/alarms/${id}/take`);

export interface Team {
  id: number;
  name: string;
  agents: number[];
}

export const fetchTeams = (): Promise<Team[]> => fetchAll<Team>("/teams");

export interface Staffing {
  queues: number[];
  levels: Record<string, number>;
}

export const fetchStaffing = (agent: number): Promise<Staffing> =>
  api.get(`/agents/${agent}/queues`);

export const changeStaffing = (agent: number, staffing: Staffing): Promise<Staffing> =>
  api.put(`/agents/${agent}/queues`, staffing);
