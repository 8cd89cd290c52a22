import { AsyncLocalStorage } from 'node:async_hooks';
import { toNodeHandler } from 'better-auth/node';
import type { RequestHandler } from 'express';
import { databaseTrouble } from '../../platform/errors/database-trouble.ts';

/** What kept the database from serving the request that is handled here. */
const requests = new AsyncLocalStorage<{ failure?: unknown }>();

/**
 * better-auth catches what the database throws at a sign-up ("Failed to create user", 422) and at a sign-out, which then
 * answers that it went well. It hands the error to its logger, and so it is found here.
 */
export function noteDatabaseFailure(logged: readonly unknown[]): void {
  const request = requests.getStore();
  if (request) request.failure ??= logged.find((part) => databaseTrouble(part));
}

/** Accounts over HTTP. What the database could not do is thrown on, for the last resort to answer 503. */
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
