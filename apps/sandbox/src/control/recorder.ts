import type { RequestHandler } from 'express';
import { fullPath } from '../http/full-path.ts';
import { redact, redactPath } from './redact.ts';

/** One request that reached the sandbox, without headers and secrets. */
export interface RecordedRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: Record<string, unknown>;
  /** The parsed body; undefined when there was none. */
  body: unknown;
  /** Epoch milliseconds. */
  time: number;
}

/** Remembers the latest requests. */
export interface RequestRecorder {
  record: RequestHandler;
  requests(): RecordedRequest[];
  clear(): void;
}

// Enough for a test's questions, small enough for a long-running stand-in.
const kept = 2_000;

export function createRecorder(now: () => number): RequestRecorder {
  let requests: RecordedRequest[] = [];
  return {
    record: (request, _response, next) => {
      const { method } = request;
      const query = redact(request.query) as Record<string, unknown>;
      requests.push({ method, path: redactPath(fullPath(request)), query, body: redact(request.body), time: now() });
      if (requests.length > kept) requests.shift();
      next();
    },
    requests: () => [...requests],
    clear: () => {
      requests = [];
    },
  };
}
