/** The one door to the REST API: session cookie, CSRF header, problem+json. Independent of React. */

/** RFC 9457 problem as our API sends it. */
export interface Problem {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  /** Stable word for programs and for translation. */
  code: string;
  /** By field: what is wrong. */
  errors?: Record<string, string[]>;
}

/** The server answered, and the answer was no. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? problem.code);
  }

  get status(): number {
    return this.problem.status;
  }
}

/** The server did not answer at all. */
class NetworkError extends Error {
  override readonly name = "NetworkError";
}

export interface Page<Row> {
  next: string | null;
  previous: string | null;
  results: Row[];
}

export type Query = Record<string, string | number | boolean | null | undefined>;

const ROOT = "/api/v1";
const REQUEST_MS_MAX = 15_000;

/** Parameters without a value are left out. */
export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return ROOT + path + (text === "" ? "" : `?${text}`);
}

/** The CSRF token out of a cookie header's text. */
export function csrfToken(cookies: string): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(cookies)?.[1] ?? "";
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { status: response.status, code: `http_${response.status}` };
  if (!(response.headers.get("content-type") ?? "").includes("json")) return fallback;
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null ? { ...fallback, ...body } : fallback;
}

async function request(
  method: string,
  path: string,
  query?: Query,
  body?: unknown,
): Promise<unknown> {
  const headers = new Headers({ Accept: "application/json" });
  // Exactly one language: that of this page, whatever the account or the browser prefers.
  headers.set("Accept-Language", document.documentElement.lang || "en");
  if (method !== "GET") headers.set("X-CSRFToken", csrfToken(document.cookie));
  if (body !== undefined) headers.set("Content-Type", "application/json");
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      headers,
      credentials: "same-origin",
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new NetworkError(`${method} ${path}`, { cause });
  }
  if (!response.ok) throw new ApiError(await problemOf(response));
  return response.status === 204 ? undefined : response.json();
}

/** The caller names the shape of the answer; the server's OpenAPI schema is what makes it true. */
export const api = {
  get: <Answer>(path: string, query?: Query) => request("GET", path, query) as Promise<Answer>,
  post: <Answer>(path: string, body: unknown = {}) =>
    request("POST", path, undefined, body) as Promise<Answer>,
  put: <Answer>(path: string, body: unknown) =>
    request("PUT", path, undefined, body) as Promise<Answer>,
  patch: <Answer>(path: string, body: unknown) =>
    request("PATCH", path, undefined, body) as Promise<Answer>,
  delete: (path: string) => request("DELETE", path) as Promise<undefined>,
};
