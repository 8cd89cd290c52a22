import type { MikroORM } from '@mikro-orm/postgresql';
import { expectedFailure } from '../../platform/errors/app-error.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { exactInput } from '../../platform/trpc/exact-input.ts';
import { measured } from '../../platform/trpc/measured.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { asTrpcError } from '../../platform/trpc/trpc-error.ts';

/** What every procedure begins with. It admits anyone: a policy must follow. */
export function openProcedure({ orm, metrics }: { orm: MikroORM; metrics: Metrics }) {
  return t.procedure
    .use(measured(metrics))
    .use(exactInput)
    .use(async ({ ctx, next }) => {
      // One fork per call and not per request: the calls of a batch must not flush each other's unfinished changes.
      const result = await next({ ctx: { ...ctx, em: orm.em.fork() } });
      const expected = result.ok ? undefined : expectedFailure(result.error.cause);
      if (expected?.text.status === 503 && !ctx.res.headersSent) ctx.res.set('Retry-After', '5');
      if (expected) throw asTrpcError(expected);
      return result;
    });
}
