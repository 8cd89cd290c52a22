import type { Request, RequestHandler } from 'express';
import type { Store } from '../store/store.ts';

/** The result of a use case; the status defaults to 200. */
export interface Reply {
  status?: number;
  body: unknown;
}

/**
 * Runs a synchronous use case and responds with JSON. Nothing is sent, not even an error, before its changes are on
 * disk, so that a caller can rely on a response after a crash.
 */
export function endpoint(store: Store, handle: (request: Request) => Reply): RequestHandler {
  return async (request, response) => {
    const reply = await durably(store, () => handle(request));
    response.status(reply.status ?? 200).json(reply.body);
  };
}

/** The same for an asynchronous use case. */
export function slowEndpoint(store: Store, handle: (request: Request) => Promise<Reply>): RequestHandler {
  return async (request, response) => {
    const reply = await durably(store, () => handle(request));
    response.status(reply.status ?? 200).json(reply.body);
  };
}

/** Runs `work`, then waits until all changes so far are on disk, even if it throws. */
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
