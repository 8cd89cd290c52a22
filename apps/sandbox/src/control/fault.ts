/** Which requests go wrong, and how. The first fault that matches and is due is the one that happens. */
export interface Fault {
  match: {
    /** Any, when left out. */
    method?: string;
    /**
     * The path without query, with or without `/api/v3.1`; a trailing `*` stands for anything. A RegExp is tried on
     * the whole path.
     */
    path?: string | RegExp;
  };
  /** Answer with this status instead of doing the work. */
  status?: number;
  /** Wait this many milliseconds first; alone, the request then goes on as usual. */
  delayMs?: number;
  /** The same, until it resolves; in the process of the sandbox alone. */
  until?: Promise<unknown>;
  /** Body of the answer; default an error envelope, for 429 the documented plain message. */
  body?: unknown;
  /** Drop the connection without an answer. */
  cut?: boolean;
  /** With `cut`: do the work first and lose only the answer. Default false. */
  afterWork?: boolean;
  /** With status 429: seconds in `Retry-After`. Default 1. */
  retryAfter?: number;
  /** How many requests go wrong before the fault is used up; default all. */
  times?: number;
  /** Share of the matching requests that go wrong, 0 to 1, spread evenly: 0.25 is every fourth. Default 1. */
  rate?: number;
  /**
   * Draws them by lot instead, always the same for the same seed: the third request to an endpoint fares alike in every run,
   * whatever else was asked in between.
   */
  seed?: number;
}

/** Whether the fault is meant for this request. */
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
