import type { MikroORM } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { measured } from '../../platform/trpc/measured.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { asTrpcError } from '../../platform/trpc/trpc-error.ts';
import { admitKey, admitMember, type Admitted } from './admit.ts';
import type { Role } from './roles.ts';
import { PEOPLE_ONLY, type Scope } from './scopes.ts';
import { bearerOf, type ReadKey } from './service-caller.ts';
import type { ReadSession, Session } from './sessions.ts';

export interface ProceduresDeps {
  orm: MikroORM;
  readSession: ReadSession;
  readKey: ReadKey;
  metrics: Metrics;
}

/**
 * The kinds of procedure there are. Each names its policy, and there is no other way to make one: a feature chooses who
 * may call, and receives a caller who was let in. Service keys get in by {@link Procedures.withKeys} alone.
 */
export function createProcedures({ orm, readSession, readKey, metrics }: ProceduresDeps) {
  const anyone = t.procedure
    .meta({ policy: 'anyone', scope: PEOPLE_ONLY })
    .use(measured(metrics))
    .use(async ({ ctx, next }) => {
      // A fork per call and not per request: the calls of a batch must not save each other's half-done work.
      const result = await next({ ctx: { ...ctx, em: orm.em.fork() } });
      if (!result.ok && result.error.cause instanceof AppError) throw asTrpcError(result.error.cause);
      return result;
    });

  const requireSession = async (headers: Parameters<ReadSession>[0]): Promise<Session> => {
    const session = await readSession(headers);
    if (!session) throw new AppError('UNAUTHENTICATED');
    return session;
  };

  const signedIn = anyone.meta({ policy: 'signed-in', scope: PEOPLE_ONLY }).use(async ({ ctx, next }) => {
    if (bearerOf(ctx.req.headers) !== undefined) throw new AppError('KEY_NOT_ALLOWED');
    return next({ ctx: { ...ctx, session: await requireSession(ctx.req.headers) } });
  });

  /** Members of the workspace from a role upwards, and never a service key. */
  const inWorkspace = (least: Role) =>
    signedIn
      .meta({ policy: least, scope: PEOPLE_ONLY })
      .use(async ({ ctx, next }) => next({ ctx: { ...ctx, ...(await admitMember(ctx, ctx.session, least)) } }));

  /** Members of the workspace from a role upwards, and service keys that have the scope. */
  const withKeys = (least: Role, scope: Scope) =>
    anyone.meta({ policy: least, scope }).use(async ({ ctx, next }) => {
      const { headers } = ctx.req;
      const token = bearerOf(headers);
      const admitted: Admitted =
        token === undefined
          ? await admitMember(ctx, await requireSession(headers), least)
          : await admitKey(ctx, { headers, token, scope, readKey });
      return next({ ctx: { ...ctx, ...admitted } });
    });

  return { anyone, signedIn, inWorkspace, withKeys };
}

export type Procedures = ReturnType<typeof createProcedures>;
