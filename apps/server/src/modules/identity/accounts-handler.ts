import { AsyncLocalStorage } from 'node:async_hooks';
import { toNodeHandler } from 'better-auth/node';
import type { RequestHandler } from 'express';
import { databaseTrouble } from '../../platform/errors/database-trouble.ts';

/** The database error of the request that is being handled, if any. */
const requests = new AsyncLocalStorage<{ failure?: unknown }>();

/**
 * better-auth hides database errors: a failing sign-up becomes a 422 ("Failed to create user"), and a failing
 * sign-out reports success. It does pass the error to its logger, so it is caught there.
 */
export function noteDatabaseFailure(logged: readonly unknown[]): void {
  const request = requests.getStore();
  if (request) request.failure ??= logged.find((part) => databaseTrouble(part));
}

/** The HTTP handler for accounts. Rethrows database errors, so that the error handler answers 503. */
export function accountsHandler(auth: { handler: (request: Request) => Promise<Response> }): RequestHandler {
  return toNodeHandler({
    handler: async (request: Request) => {
      const noted: { failure?: unknown } = {};
      const answer = await requests.run(noted, () => auth.handler(request));
      if (noted.failure !== undefined) throw noted.failure;
      return answer;
    },
  });
}
