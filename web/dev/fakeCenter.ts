/**
 * An invented center for people who work on the pages: `npm run dev:fake`. Speaks the REST API and the live WebSocket from memory; any
 * password signs in. Never part of a build. FAKE_AGENTS sets how many agents there are; POST /api/dev/stall stops and starts the pulses.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Plugin } from "vite";
import { WebSocketServer } from "ws";
import { Chance } from "./chance.ts";
import { configuration } from "./configured.ts";
import { agentHours, outlook } from "./hours.ts";
import { LiveCenter } from "./live.ts";
import { contacts, interaction, peaks, report } from "./records.ts";
import { tone } from "./tone.ts";

const chance = new Chance(20261112);
const center = new LiveCenter(chance, Number(process.env["FAKE_AGENTS"] ?? 64));
const tables = configuration(chance);
const people = contacts(chance);
tables["/contacts"] = people;
const interactions = Array.from({ length: 260 }, (_, index) =>
  interaction(chance, 260 - index, Date.now() - (index * 7 + 3) * 60_000),
);
let language = "en";

const PERMISSIONS =
  "live.own,live.all,presence.own,presence.any,interaction.own,interaction.any,contact.view,contact.edit,recording.own,recording.any," +
  "report.view,configuration.view,configuration.edit,token.own,account.own,message.send,alarm.take,queue.staff,board.edit";

const me = () => ({
  user: {
    id: 1,
    username: "jonas.reuter",
    name: "Jonas Reuter",
    role: "supervisor",
    language,
    theme: "system",
  },
  agent: null,
  permissions: PERMISSIONS.split(","),
  csrf: "x",
});

const alarms = [
  {
    id: 1,
    rule: 1,
    name: "Long wait",
    kind: "wait",
    severe: true,
    subject: "queue:1",
    subject_name: "Billing DE",
    value: 278,
    bound: 180,
    since: (Date.now() - 90_000) * 1000,
    raised_at: new Date(Date.now() - 60_000).toISOString(),
    cleared_at: null,
    taken_by: "",
    taken_at: null,
    escalated_at: null,
    deliveries: [],
  },
];

const capacity = () =>
  ["voice", "chat"].map((medium) => ({ medium, interactions_max: 1, interrupted_by: [] }));

type Answer = { status?: number; body?: unknown; raw?: Buffer; type?: string };
const problem = (status: number, code: string, errors?: Record<string, string[]>): Answer => ({
  status,
  body: { type: `urn:ccplatform:problem:${code}`, title: code, status, code, detail: code, errors },
});

function page(rows: readonly unknown[], query: URLSearchParams): Answer {
  const start = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? 50);
  const next = start + limit < rows.length ? `http://x/?cursor=${start + limit}` : null;
  return { body: { next, previous: null, results: rows.slice(start, start + limit) } };
}

function listInteractions(query: URLSearchParams): Answer {
  const has = (name: string, value: unknown) => {
    const wanted = query.get(name);
    return wanted === null || wanted === String(value);
  };
  const search = (query.get("search") ?? "").toLowerCase();
  const rows = interactions.filter(
    (row) =>
      has("queue", row.queue?.id) &&
      has("agent", row.agent?.id) &&
      has("outcome", row.outcome) &&
      has("disposition", row.disposition?.id) &&
      has("contact", row.contact?.id) &&
      row.arrived_at >= (query.get("from") ?? "") &&
      row.arrived_at < (query.get("to") ?? "9") &&
      `${row.caller} ${row.caller_name} ${row.note}`.toLowerCase().includes(search),
  );
  return page(rows, query);
}

function store(path: string, method: string, id: number, body: Record<string, unknown>): Answer {
  const table = tables[path] ?? [];
  const at = table.findIndex((row) => row.id === id);
  const existing = table[at];
  const twin = table.find(
    (row) => row.id !== id && "name" in row && body["name"] && row.name === body["name"],
  );
  if (twin) {
    const said = `There is already one with the name ${String(body["name"])}.`;
    return problem(409, "name_taken", { name: [said] });
  }
  if (method === "POST") {
    const made = { ...body, id: Math.max(0, ...table.map((row) => row.id)) + 1 };
    table.push(made);
    return {
      status: 201,
      body:
        path === "/devices" ? { ...made, username: `d${made.id}`, secret: "k3v9-tQ2m-x81p" } : made,
    };
  }
  if (!existing) return problem(404, "not_found");
  if (method === "DELETE") {
    table.splice(at, 1);
    return { status: 204 };
  }
  const changed = { ...existing, ...body };
  table[at] = changed;
  return { body: changed };
}

function versions(
  path: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
): Answer | null {
  if (path === "/configuration")
    return {
      body: {
        version: 41,
        published_at: new Date(Date.now() - 3e6).toISOString(),
        applied_version: 41,
        delivered_version: 41,
        problem: null,
        problems: [],
      },
    };
  if (path === "/configuration/versions")
    return page(
      [41, 40, 39].map((version) => ({
        version,
        published_at: new Date(Date.now() - (42 - version) * 4e6).toISOString(),
        published_by: "Katrin Holm",
        changed: "queue",
        restored_from: null,
        restorable: true,
      })),
      query,
    );
  if (path === "/center")
    return {
      body: {
        priority_seconds: 60,
        default_region: "DE",
        capacity: capacity(),
        dialling: {
          rules: [{ prefix: "+43", allowed: true, means: ["callback"], note: "Wien" }],
          refused_kinds: ["premium", "satellite"],
          reach: {
            agent: "everywhere",
            transfer: "everywhere",
            callback: "home",
            overflow: "home",
          },
        },
        ...body,
      },
    };
  if (/^\/configuration\/versions\/\d+\/diff\/\d+$/.test(path)) return { body: { changes: [] } };
  return null;
}

/** What a supervisor sees beside the live state: alarms, teams, queues of an agent. */
function onTheFloor(method: string, path: string, body: Record<string, unknown>): Answer | null {
  const staffed = /^\/agents\/(\d+)\/queues$/.exec(path)?.[1];
  const agent = center.agents.find((one) => one.live.id === Number(staffed));
  if (agent) {
    if (method === "PUT") agent.queues = body["queues"] as number[];
    return { body: { queues: agent.queues, levels: {} } };
  }
  if (path === "/agent-hours") return { body: agentHours(chance, center.agents) };
  const asked = /^\/live\/queues\/(\d+)\/outlook$/.exec(path)?.[1];
  const queue = center.queues.find((one) => one.id === Number(asked));
  if (queue) return { body: outlook(queue, center.agents) };
  if (path === "/alarms/open") return { body: alarms };
  if (path === "/alarms") return page(alarms, new URLSearchParams());
  const taken = /^\/alarms\/(\d+)\/take$/.exec(path)?.[1];
  const alarm = alarms.find((one) => one.id === Number(taken));
  if (alarm) {
    alarm.taken_by = "Jonas Reuter";
    return { body: alarm };
  }
  if (path === "/messages" && method === "POST") return { status: 201, body: { id: 1, ...body } };
  if (path === "/messages" || path === "/messages/sent") return page([], new URLSearchParams());
  if (path === "/teams")
    return page(
      ["Nord", "Süd", "Hafen", "Abend"].map((name, index) => ({
        id: index + 1,
        name,
        agents: center.agents.map((one) => one.live.id).filter((id) => id % 4 === index),
      })),
      new URLSearchParams(),
    );
  return null;
}

function special(
  method: string,
  path: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
): Answer | null {
  const detail = /^\/interactions\/(.+)$/.exec(path)?.[1];
  const found = interactions.find((row) => row.id === detail);
  if (path === "/session") {
    if (typeof body["language"] === "string") language = body["language"];
    return method === "DELETE" ? { status: 204 } : { body: me() };
  }
  if (path === "/interactions") return listInteractions(query);
  if (detail !== undefined) {
    if (!found) return problem(404, "not_found");
    if (method === "PATCH") Object.assign(found, "note" in body ? { note: body["note"] } : {});
    return { body: found };
  }
  if (/^\/recordings\/\d+\/peaks$/.test(path)) return { body: peaks(chance, 30) };
  if (/^\/recordings\/\d+\/audio$/.test(path)) return { raw: tone(30), type: "audio/wav" };
  if (path === "/reports/queues" || path === "/reports/agents")
    return { body: report(chance, path === "/reports/queues" ? "queues" : "agents", query) };
  const timeline = /^\/contacts\/(\d+)\/timeline$/.exec(path)?.[1];
  if (timeline !== undefined)
    return page(
      interactions.filter((row) => row.contact?.id === Number(timeline)),
      query,
    );
  if (path === "/contacts") {
    const search = (query.get("search") ?? "").toLowerCase();
    if (method === "GET")
      return page(
        people.filter((one) => JSON.stringify(one).toLowerCase().includes(search)),
        query,
      );
  }
  if (/^\/flows\/\d+\/versions$/.test(path))
    return page(
      [{ version: 14, published_at: "2026-11-03T06:00:00Z", published_by: "Katrin Holm" }],
      query,
    );
  if (/^\/flows\/\d+\/publish$/.test(path)) return problem(409, "flow_has_problems");
  if (path === "/dev/stall") {
    center.stalled = !center.stalled;
    return { body: { stalled: center.stalled } };
  }
  return null;
}

function answer(method: string, url: URL, body: Record<string, unknown>): Answer {
  const path = url.pathname.replace("/api/v1", "");
  const known =
    onTheFloor(method, path, body) ??
    special(method, path, url.searchParams, body) ??
    versions(path, url.searchParams, body);
  if (known) return known;
  const [, table = "", id] = /^(\/[a-z-]+)(?:\/(\d+))?$/.exec(path) ?? [];
  const rows = tables[table];
  if (!rows) return problem(404, "not_found");
  if (method !== "GET") return store(table, method, Number(id ?? 0), body);
  if (id === undefined) return page(rows, url.searchParams);
  const row = rows.find((candidate) => candidate.id === Number(id));
  return row ? { body: row } : problem(404, "not_found");
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  const said = answer(request.method ?? "GET", new URL(request.url ?? "", "http://fake"), body);
  response.writeHead(said.status ?? 200, { "Content-Type": said.type ?? "application/json" });
  response.end(said.raw ?? (said.body === undefined ? "" : JSON.stringify(said.body)));
}

export const fakeCenter = (): Plugin => ({
  name: "fake-center",
  apply: "serve",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      if (request.url?.startsWith("/api/")) void serve(request, response);
      else next();
    });
    const sockets = new WebSocketServer({ noServer: true });
    server.httpServer?.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (request.url !== "/ws/live") return;
      if (center.stalled) {
        socket.destroy();
        return;
      }
      sockets.handleUpgrade(request, socket, head, (open) => {
        open.send(JSON.stringify(center.hello()));
      });
    });
    const say = (message: object) => {
      if (!center.stalled)
        sockets.clients.forEach((client) => client.send(JSON.stringify(message)));
    };
    setInterval(() => say(center.pulse()), 1000);
    setInterval(() => say(center.step(Math.ceil(center.agents.length / 40))), 700);
  },
});
