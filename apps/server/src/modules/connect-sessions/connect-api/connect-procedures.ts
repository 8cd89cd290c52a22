import type { MikroORM } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { OpenBodies } from '../../../platform/http/open-bodies.ts';
import type { CallLimit } from '../../../platform/limits/call-limit.ts';
import { addressOf, countCall } from '../../../platform/limits/limit-calls.ts';
import { onBehalfOf } from '../../../platform/limits/on-behalf-of.ts';
import { addToLogContext } from '../../../platform/logging/log-context.ts';
import type { Metrics } from '../../../platform/metrics/metrics.ts';
import { MAX_BODY_BYTES } from '../../../platform/trpc/read-body.ts';
import { PEOPLE_ONLY } from '../../../platform/trpc/trpc.ts';
import { openProcedure } from '../../access/index.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { sessionCaller } from './session-caller.ts';

export interface ConnectProceduresDeps extends ConnectSessionsDeps {
  orm: MikroORM;
  metrics: Metrics;
  limit: CallLimit;
  bodies: OpenBodies;
}

/** The kinds of procedures of connect sessions. None reads the web app's cookie or a service key. */
export function connectProcedures(deps: ConnectProceduresDeps) {
  const { limit, bodies, connectUrl } = deps;

  /** What comes with its own proof: a token, a ticket, or the cookie of a window. From our own pages, but for `open`. */
  const anyone = openProcedure(deps)
    .meta({ policy: 'connect-session', scope: PEOPLE_ONLY })
    .use(async ({ ctx, next, path }) => {
      const { req, res } = ctx;
      countCall(limit, res, addressOf(req));
      bodies.admit(req, res, { caller: addressOf(req), maxBytes: MAX_BODY_BYTES });
      const { origin } = req.headers;
      if (path !== 'open' && origin !== undefined && origin !== new URL(connectUrl).origin) {
        throw new AppError('ORIGIN_FOREIGN');
      }
      return onBehalfOf({ kind: 'request', callers: [addressOf(req)] }, () => next({ ctx }));
    });

  const inSession = openProcedure(deps)
    .meta({ policy: 'connect-session', scope: PEOPLE_ONLY })
    .use(async ({ ctx, next }) => {
      const { req, res, em } = ctx;
      const caller = await sessionCaller(deps, em, req).catch((error: unknown) => {
        countCall(limit, res, addressOf(req));
        throw error;
      });
      const { session, workspaceId } = caller;
      countCall(limit, res, `connect session ${session.id}`);
      bodies.admit(req, res, { caller: `connect session ${session.id}`, maxBytes: MAX_BODY_BYTES });
      requireListed(connectUrl, req.headers.origin, session.origins);
      addToLogContext({ workspaceId });
      const callers = [`connect session ${session.id}`, `workspace ${workspaceId}`];
      return onBehalfOf({ kind: 'request', callers }, () => next({ ctx: { ...ctx, ...caller } }));
    });

  return { anyone, inSession };
}

/** Our own page, or one of the session's: a token that got elsewhere is of no use to that page. */
function requireListed(connectUrl: string, origin: string | undefined, origins: string[]): void {
  if (origin === undefined || origin === new URL(connectUrl).origin || origins.includes(origin)) return;
  throw new AppError('ORIGIN_FOREIGN');
}
