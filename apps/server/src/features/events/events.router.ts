import type { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { membershipOf } from '../workspaces/membership.ts';
import type { Procedures } from '../workspaces/procedures.ts';
import { eventDetailSchema, getEvent } from './get-event.ts';
import { listEvents, listEventsInput, listEventsOutput } from './list-events.ts';
import { watchEvents, watchEventsInput } from './watch-events.ts';

export interface EventsRouterDeps {
  orm: MikroORM;
  changes: ChangeSignal;
  procedures: Procedures;
}

export function eventsRouter({ orm, changes, procedures }: EventsRouterDeps) {
  const viewer = procedures.inWorkspace('viewer');
  return t.router({
    list: viewer
      .input(listEventsInput)
      .output(listEventsOutput)
      .query(({ ctx, input }) => listEvents(ctx, input)),
    get: viewer
      .input(z.object({ id: idSchema }))
      .output(eventDetailSchema)
      .query(({ ctx, input }) => getEvent(ctx, input)),
    watch: viewer.input(watchEventsInput).subscription(({ ctx, input, signal }) =>
      watchEvents({
        fork: () => orm.em.fork(),
        changes,
        workspaceId: ctx.workspaceId,
        lastEventId: input.lastEventId,
        signal: signal ?? AbortSignal.abort(),
        mayWatch: async () => Boolean(await membershipOf(orm.em.fork(), ctx.actor.id, ctx.workspaceId)),
      }),
    ),
  });
}
