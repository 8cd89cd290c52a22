import type { Request, RequestHandler } from 'express';
import type { Store } from '../store/store.ts';

/** What a use case answers; the status is 200 unless it says otherwise. */
export interface Reply {
  status?: number;
  body: unknown;
}

/**
 * Runs a synchronous use case and answers with JSON. Nothing is sent, not even a refusal, before the changes it made
 * are on disk: a caller that has an answer may count on it after a crash.
 */
export function endpoint(store: Store, handle: (request: Request) => Reply): RequestHandler {
  return async (request, response) => {
    const reply = await durably(store, () => handle(request));
    response.status(reply.status ?? 200).json(reply.body);
  };
}

/** The same for a use case that has to wait for others. */
export function slowEndpoint(store: Store, handle: (request: Request) => Promise<Reply>): RequestHandler {
  return async (request, response) => {
    const reply = await durably(store, () => handle(request));
    response.status(reply.status ?? 200).json(reply.body);
  };
}

/** Runs `work`, then waits until all changes so far are on disk, also when it throws. */
export async function durably<Result>(store: Store, work: () => Result): Promise<Result> {
  try {
    return work();
  } finally {
    await store.saved();
  }
}

/** A path parameter as a single string. */
export function pathParam(request: Request, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}
