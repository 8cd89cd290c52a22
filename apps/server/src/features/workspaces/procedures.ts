import type { MikroORM } from '@mikro-orm/postgresql';
import { AppError, expectedFailure } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import type { CallLimit } from '../../platform/limits/call-limit.ts';
import { addressOf, countCall } from '../../platform/limits/limit-calls.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { measured } from '../../platform/trpc/measured.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { asTrpcError } from '../../platform/trpc/trpc-error.ts';
import type { Access } from './access.ts';
import { type Membership, membershipOf } from './membership.ts';
import { isAtLeast, type Role } from './roles.ts';
import type { ReadSession, Session } from './sessions.ts';

export interface ProceduresDeps {
  orm: MikroORM;
  readSession: ReadSession;
  metrics: Metrics;
  limit: CallLimit;
}

/**
 * The kinds of procedure there are. Each names its policy, and there is no other way to make one: a feature chooses who
 * may call, and receives a caller who was let in.
 */
export function createProcedures({ orm, readSession, metrics, limit }: ProceduresDeps) {
  const open = t.procedure.use(measured(metrics)).use(async ({ ctx, next }) => {
    // A fork per call and not per request: the calls of a batch must not save each other's half-done work.
    const result = await next({ ctx: { ...ctx, em: orm.em.fork() } });
    const expected = result.ok ? undefined : expectedFailure(result.error.cause);
    if (expected) throw asTrpcError(expected);
    return result;
  });

  // Limits stand here and not before the handler: what counts are the calls of a batch, not the batches.
  const anyone = open.meta({ policy: 'anyone' }).use(async ({ ctx, next }) => {
    countCall(limit, ctx.res, addressOf(ctx.req));
    return next();
  });

  const signedIn = open.meta({ policy: 'signed-in' }).use(async ({ ctx, next }) => {
    const session = await readSession(ctx.req.headers);
    countCall(limit, ctx.res, session ? `user ${session.user.id}` : addressOf(ctx.req));
    if (!session) throw new AppError('UNAUTHENTICATED');
    return next({ ctx: { ...ctx, session } });
  });

  const inWorkspace = (least: Role) =>
    signedIn.meta({ policy: least }).use(async ({ ctx, next }) => {
      const workspaceId = idSchema.safeParse(ctx.workspaceId);
      if (!workspaceId.success) throw new AppError('WORKSPACE_UNKNOWN');
      const membership = await membershipOf(ctx.em, ctx.session.user.id, workspaceId.data);
      if (!membership) throw new AppError('WORKSPACE_UNKNOWN');
      if (!isAtLeast(membership.role, least)) throw new AppError('FORBIDDEN');
      return next({ ctx: { ...ctx, ...accessOf(ctx.session, membership) } });
    });

  return { anyone, signedIn, inWorkspace };
}

export type Procedures = ReturnType<typeof createProcedures>;

function accessOf({ user }: Session, membership: Membership): Omit<Access, 'em'> {
  return { ...membership, actor: { kind: 'user', id: user.id, name: user.name } };
}
