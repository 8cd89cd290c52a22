import { AppError } from '../../platform/errors/app-error.ts';
import type { OpenStreams } from '../../platform/live/open-streams.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { watchLiveInput } from './live-topic.ts';
import { type LiveDeps, liveQuestions, watchLive } from './watch-live.ts';

export interface LiveRouterDeps extends Omit<LiveDeps, 'asked'> {
  procedures: Procedures;
  streams: OpenStreams;
}

/** For the web app. Services follow one workspace and one topic at a time: `connections.watch`, `events.watch`. */
export function liveRouter(deps: LiveRouterDeps) {
  const live = { ...deps, asked: liveQuestions(deps) };
  return t.router({
    watch: deps.procedures.signedIn
      .input(watchLiveInput)
      .subscription(({ ctx, input, signal = AbortSignal.abort() }) => {
        const { id } = ctx.session.user;
        // Another person has signed in since: these tabs must not get the new person's data.
        if (id !== input.userId) throw new AppError('UNAUTHENTICATED');
        // The stream belongs to no single workspace, so it counts with the other browsers of this person.
        const listener = { actor: { kind: 'user', id }, workspaceId: 'browsers', res: ctx.res };
        return deps.streams.keep(listener, signal, () =>
          watchLive(live, { session: ctx.session, signal }, input.topics),
        );
      }),
  });
}
