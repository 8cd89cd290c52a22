import type { Request, RequestHandler } from 'express';
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
  /** The status of the response; null until then, and forever if the connection was dropped. */
  status: number | null;
  /** Milliseconds until the response or the drop; null until then. */
  tookMs: number | null;
}

/** Keeps the latest requests. */
export interface RequestRecorder {
  record: RequestHandler;
  requests(): RecordedRequest[];
  clear(): void;
}

// Enough for tests, small enough for a long-running process.
const kept = 2_000;

export function createRecorder(now: () => number): RequestRecorder {
  let requests: RecordedRequest[] = [];
  return {
    record: (request, response, next) => {
      const entry: RecordedRequest = { ...factsOf(request), time: now(), status: null, tookMs: null };
      requests.push(entry);
      if (requests.length > kept) requests.shift();
      const since = performance.now();
      response.once('close', () => {
        entry.status = response.writableFinished ? response.statusCode : null;
        entry.tookMs = Math.round(performance.now() - since);
      });
      next();
    },
    requests: () => [...requests],
    clear: () => {
      requests = [];
    },
  };
}

function factsOf(request: Request): Pick<RecordedRequest, 'method' | 'path' | 'query' | 'body'> {
  const query = redact(request.query) as Record<string, unknown>;
  return { method: request.method, path: redactPath(fullPath(request)), query, body: redact(request.body) };
}
