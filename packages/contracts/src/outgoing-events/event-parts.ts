import { STATUSES } from '@patchbay/lifecycle';
import { z } from 'zod';
import { connectedAccountSchema } from '../connection.view.ts';
import { connectionHealthSchema } from '../connection-health.view.ts';
import { reasonSchema } from '../connection.view.ts';

/** ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime();

export const workspaceOfEvent = z.object({
  id: z.string(),
  externalId: z.string().nullable().describe('Your own id of the workspace; null when it has none.'),
});

/** The connection as it was when the event was written. After a removal these are its last values. */
export const connectionOfEvent = z.object({
  id: z.string(),
  app: z.string().describe('The slug of the app, such as `github`.'),
  label: z.string().describe('Distinguishes several connections of one app; empty for the first.'),
  endUserId: z
    .string()
    .nullable()
    .describe('Your id of the end user who connected it; null for connections of members.'),
  tags: z.record(z.string(), z.string()),
});

/** Who caused the event. */
export const actorOfEvent = z.object({
  kind: z.enum(['user', 'service', 'end_user', 'installation', 'provider', 'system']),
  id: z.string(),
  name: z.string(),
});

export const accountOfEvent = connectedAccountSchema
  .nullable()
  .describe(
    'The connected account; null for apps without authentication. `identity` is null if the app does not report it.',
  );

/** What every event of a connection says. */
export const ofConnection = z.object({
  workspace: workspaceOfEvent,
  connection: connectionOfEvent,
  actor: actorOfEvent,
});

/** What every event of the lifecycle says: the connection before and after the change. */
export const ofTransition = ofConnection.extend({
  status: z
    .enum(['none', ...STATUSES])
    .describe('The status after the change; `none` when the connection was removed.'),
  previousStatus: z.enum(['none', ...STATUSES]),
  version: z.int().describe('The version of the connection after the change. Order the events of a connection by it.'),
});

export const reasonOfEvent = reasonSchema;
export const healthOfEvent = connectionHealthSchema;
