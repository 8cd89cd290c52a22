import { OUTGOING_EVENT_TYPES } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { mergeStreams } from '../../platform/live/merge-streams.ts';
import {
  type ConnectionChange,
  type ConnectionNews,
  connectionNews,
  positionNow,
  watchConnections,
} from '../connections/index.ts';
import { type EventNews, eventNews, eventPosition, type WatchedEvent, watchEvents } from '../events/index.ts';
import { type SessionRoles, sessionRoles } from '../identity/index.ts';
import type { LiveTopic } from './live-topic.ts';

export interface LiveDeps {
  orm: MikroORM;
  changes: ChangeSignal;
  /** Batched queries of all streams of this process. */
  asked: LiveQuestions;
}

interface LiveQuestions {
  connections: ConnectionNews;
  events: EventNews;
  roles: SessionRoles;
}

export function liveQuestions(deps: { orm: MikroORM }): LiveQuestions {
  return { connections: connectionNews(deps), events: eventNews(deps), roles: sessionRoles(deps) };
}

interface Reader {
  session: { id: string };
  signal: AbortSignal;
}

type Of = Pick<LiveTopic, 'topic' | 'workspaceId'>;

/** An item of a browser's stream. `cursor` is the position after this item. */
export type LiveItem =
  | (Of & { type: 'begun'; cursor: string })
  | (Of & { type: 'item'; topic: 'connections'; cursor: string; data: ConnectionChange })
  | (Of & { type: 'item'; topic: 'events'; cursor: string; data: WatchedEvent })
  /** The reader has no access to this topic, or lost it. The other topics continue. */
  | (Of & { type: 'ended' });

/**
 * Several topics of several workspaces in one stream, so that all tabs of a browser share one connection. Each topic
 * starts with its position, and ends by itself when the reader is no longer a member; the stream ends with the last
 * topic.
 */
export function watchLive(deps: LiveDeps, reader: Reader, topics: readonly LiveTopic[]): AsyncGenerator<LiveItem> {
  const streams = topics.map((topic) => (signal: AbortSignal) => follow(deps, { ...reader, signal }, topic));
  return mergeStreams(reader.signal, streams);
}

async function* follow(deps: LiveDeps, reader: Reader, topic: LiveTopic): AsyncGenerator<LiveItem> {
  const { workspaceId, topic: name } = topic;
  const fork = () => deps.orm.em.fork();
  const { connections, events, roles } = deps.asked;
  const mayWatch = async () => (await roles.ask({ sessionId: reader.session.id, workspaceId })) !== undefined;
  const watch = { fork, changes: deps.changes, workspaceId, mayWatch, signal: reader.signal };
  if (await mayWatch())
    yield* name === 'events'
      ? eventsOf({ ...watch, news: events }, topic.after)
      : connectionsOf({ ...watch, news: connections }, topic.after);
  if (!reader.signal.aborted) yield { type: 'ended', topic: name, workspaceId };
}

type Watch<Follow extends typeof watchConnections | typeof watchEvents> = Omit<
  Parameters<Follow>[0],
  'lastEventId' | 'payload' | 'types'
>;

async function* connectionsOf(
  watch: Watch<typeof watchConnections>,
  after: string | undefined,
): AsyncGenerator<LiveItem> {
  const of = { topic: 'connections', workspaceId: watch.workspaceId } as const;
  const lastEventId = after ?? (await positionNow({ em: watch.fork() })).lastEventId;
  yield { ...of, type: 'begun', cursor: lastEventId };
  for await (const [cursor, data] of watchConnections({ ...watch, lastEventId }))
    yield { ...of, type: 'item', cursor, data };
}

async function* eventsOf(watch: Watch<typeof watchEvents>, after: string | undefined): AsyncGenerator<LiveItem> {
  const of = { topic: 'events', workspaceId: watch.workspaceId } as const;
  const lastEventId = after ?? (await eventPosition({ em: watch.fork() })).lastEventId;
  yield { ...of, type: 'begun', cursor: lastEventId };
  for await (const [cursor, data] of watchEvents({
    ...watch,
    lastEventId,
    payload: false,
    types: OUTGOING_EVENT_TYPES,
  }))
    yield { ...of, type: 'item', cursor, data };
}
