/** Which requests fail, and how. The first fault that matches and is due applies. */
export interface Fault {
  match: {
    /** Any method by default. */
    method?: string;
    /**
     * The path without query, with or without `/api/v3.1`; a trailing `*` matches anything. A RegExp is matched
     * against the whole path.
     */
    path?: string | RegExp;
  };
  /** Respond with this status instead of doing the work. */
  status?: number;
  /** Wait this many milliseconds first; without another effect, the request then continues as usual. */
  delayMs?: number;
  /** The same, until it resolves; only inside the sandbox's process. */
  until?: Promise<unknown>;
  /** Body of the response; by default an error envelope, for 429 the documented plain message. */
  body?: unknown;
  /** Drop the connection without a response. */
  cut?: boolean;
  /** With `cut`: do the work first, and only lose the response. Default false. */
  afterWork?: boolean;
  /** With status 429: seconds in `Retry-After`. Default 1. */
  retryAfter?: number;
  /** How many requests fail before the fault is used up; all by default. */
  times?: number;
  /** Share of the matching requests that fail, 0 to 1, spread evenly: 0.25 is every fourth. Default 1. */
  rate?: number;
  /**
   * Chooses the failing requests pseudorandomly instead, always the same for the same seed: the third request to an
   * endpoint has the same outcome in every run, regardless of other requests.
   */
  seed?: number;
}

/** Whether the fault applies to this request. */
export function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.match.method !== undefined && fault.match.method.toUpperCase() !== method) return false;
  const wanted = fault.match.path;
  if (wanted === undefined) return true;
  if (wanted instanceof RegExp) return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).test(path);
  return [path, path.replace(/^\/api\/v3(\.1)?/, '')].some((candidate) => fits(wanted, candidate));
}

function fits(wanted: string, path: string): boolean {
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}
