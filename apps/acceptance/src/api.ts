/** A response of the raw API. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export type Api = (method: string, path: string, body?: unknown) => Promise<Answer>;

const TIMEOUT_MS = 30_000;

/** The provider's raw HTTP API, for what the product's adapter hides. Paths are below `/api/v3.1`, or complete. */
export function bareApi({ apiKey, baseUrl }: { apiKey: string; baseUrl: string }): Api {
  return async (method, path, body) => {
    const answer = await fetch(`${baseUrl}${/^\/(api|sandbox)\//.test(path) ? '' : '/api/v3.1'}${path}`, {
      method,
      headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const parsed: unknown = await answer.json().catch(() => ({}));
    return { status: answer.status, body: isRecord(parsed) ? parsed : {} };
  };
}

/** A value inside a response; undefined if it does not exist. */
export function valueAt(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

/** The items of a page. */
export function itemsOf({ body }: Answer): Record<string, unknown>[] {
  return Array.isArray(body['items']) ? body['items'].filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
