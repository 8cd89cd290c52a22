import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@patchbay/server/router';

/** One topic as in the server's input: its kind, its workspace, and the position to resume from. */
export type Topic = inferRouterInputs<AppRouter>['live']['watch']['topics'][number];

type Streamed<T> = T extends AsyncIterable<infer Item> ? Item : never;

/** One item of the stream about a topic. */
export type LiveItem = Streamed<inferRouterOutputs<AppRouter>['live']['watch']>;

/** The name of a topic: `connections` or `events` of a workspace. */
export type TopicKey = `${Topic['topic']} ${string}`;

export function keyOf({ topic, workspaceId }: Pick<Topic, 'topic' | 'workspaceId'>): TopicKey {
  return `${topic} ${workspaceId}`;
}

export function topicOf(key: TopicKey, after?: string): Topic {
  const [topic, workspaceId] = key.split(' ') as [Topic['topic'], string];
  return { topic, workspaceId, ...(after !== undefined && { after }) };
}
