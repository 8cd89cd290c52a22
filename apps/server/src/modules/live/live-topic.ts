import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { connectionPosition } from '../connections/index.ts';
import { eventPositionSchema } from '../events/index.ts';

/** One topic of one workspace, followed from a position or from now on. */
export const liveTopicSchema = z.discriminatedUnion('topic', [
  z.strictObject({ topic: z.literal('connections'), workspaceId: idSchema, after: connectionPosition.optional() }),
  z.strictObject({ topic: z.literal('events'), workspaceId: idSchema, after: eventPositionSchema.optional() }),
]);

export type LiveTopic = z.infer<typeof liveTopicSchema>;

/**
 * A topic takes at most 200 characters of the address, and proxies accept URLs of 8 kB. It is also the number of positions that
 * one stream polls every two seconds.
 */
const MAX_TOPICS = 40;

export const watchLiveInput = z.strictObject({
  /** Who the tabs belong to: a browser's cookie may be another person's by the time it opens the stream again. */
  userId: idSchema,
  topics: z.array(liveTopicSchema).min(1).max(MAX_TOPICS),
});
