import { idSchema } from '../../platform/ids.ts';
import type { OpenStreams } from '../../platform/live/open-streams.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { inputObject, noInput } from '../../platform/trpc/input-object.ts';
import { type EndpointsDeps, plannedOutput } from '../outbound-webhooks/index.ts';
import type { Procedures } from '../access/index.ts';
import { countEvents, countEventsInput, countEventsOutput } from './count-events.ts';
import { eventNews } from './event-news.ts';
import { eventsDocs } from './events.docs.ts';
import { eventDetailSchema, getEvent } from './get-event.ts';
import { listEvents, listEventsInput, listEventsOutput } from './list-events.ts';
import { replayEvent, replayEventInput } from './replay-event.ts';
import { replayMatching, replayMatchingInput, replayMatchingOutput } from './replay-matching.ts';
import { eventPosition, eventPositionOutput, watchEvents, watchEventsInput } from './watch-events.ts';

export interface EventsRouterDeps extends EndpointsDeps {
  streams: OpenStreams;
  procedures: Procedures;
}

export function eventsRouter(deps: EventsRouterDeps) {
  const { orm, changes, procedures } = deps;
  const news = eventNews(deps);
  const viewer = procedures.withKeys('viewer', 'events:read');
  const admin = procedures.withKeys('admin', 'events:write');
  return t.router({
    list: viewer
      .meta(eventsDocs.list)
      .input(listEventsInput)
      .output(listEventsOutput)
      .query(({ ctx, input }) => listEvents(ctx, input)),
    get: viewer
      .meta(eventsDocs.get)
      .input(inputObject({ id: idSchema.describe('The id of the event.') }))
      .output(eventDetailSchema)
      .query(({ ctx, input }) => getEvent(ctx, input)),
    replay: admin
      .meta(eventsDocs.replay)
      .input(replayEventInput)
      .output(plannedOutput)
      .mutation(({ ctx, input }) => replayEvent(deps, ctx, input)),
    // For the page: a service knows what it has received.
    count: procedures
      .inWorkspace('viewer')
      .input(countEventsInput)
      .output(countEventsOutput)
      .query(({ ctx, input }) => countEvents(ctx, input)),
    replayMatching: procedures
      .inWorkspace('admin')
      .input(replayMatchingInput)
      .output(replayMatchingOutput)
      .mutation(({ ctx, input }) => replayMatching(deps, ctx, input)),
    position: viewer
      .meta(eventsDocs.position)
      .input(noInput)
      .output(eventPositionOutput)
      .query(({ ctx }) => eventPosition(ctx)),
    watch: viewer
      .meta(eventsDocs.watch)
      .input(watchEventsInput)
      .subscription(({ ctx, input, signal = AbortSignal.abort() }) =>
        deps.streams.keep(ctx, signal, () =>
          watchEvents({
            ...input,
            fork: () => orm.em.fork(),
            changes,
            workspaceId: ctx.workspaceId,
            signal,
            news,
            mayWatch: ctx.isStillAuthorized,
          }),
        ),
      ),
  });
}
