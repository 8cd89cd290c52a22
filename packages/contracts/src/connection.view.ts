import { type Reason, REASON_CODES, STATUSES } from '@patchbay/lifecycle';
import { z } from 'zod';
import { connectionHealthSchema } from './connection-health.view.ts';
import { endUserSchema, tagsSchema } from './end-user.view.ts';

export const statusSchema = z.enum(STATUSES);

export const reasonSchema: z.ZodType<Reason> = z.object({
  code: z.enum(REASON_CODES),
  detail: z.string().max(500).nullable(),
});

/** ISO 8601 in UTC with milliseconds. */
const instant = z.iso.datetime();

/** A person or a service, by its name at that time. */
export const personSchema = z.object({ id: z.string(), name: z.string() });

/** One authorization flow while it is open. Its secrets never leave the server. */
export const attemptViewSchema = z.object({
  id: z.string(),
  /**
   * `opening`: the provider is asked for a link. `waiting`: a person has the link. `verifying`: they have returned,
   * and we check. `approved`: the provider reports an approval, but the browser that started has not returned.
   * `unconfirmed`: it has returned, but the provider did not confirm the approval in time. After the last two only
   * another `connect` helps. `confirming`: an end user has returned, and the customer's service has to confirm that it
   * was them.
   */
  step: z.enum(['opening', 'waiting', 'verifying', 'approved', 'unconfirmed', 'confirming']),
  startedAt: instant,
  /** The attempt times out at this instant. */
  expiresAt: instant,
  startedBy: personSchema,
});

export type AttemptView = z.infer<typeof attemptViewSchema>;

export const connectedAccountSchema = z.object({ id: z.string(), identity: z.string().nullable() });

/** A connection as every screen and every client sees it. */
export const connectionViewSchema = z.object({
  id: z.string(),
  app: z
    .object({
      slug: z.string(),
      name: z.string(),
      logo: z.string().nullable(),
      needsAuth: z.boolean(),
      asksFirst: z
        .boolean()
        .describe('Whether connecting begins with a form, as no way is approved on a page of the app.'),
    })
    .meta({ id: 'AppOfConnection' }),
  /** Distinguishes several connections of one app; empty for the first. Unique per workspace, app and end user. */
  label: z.string(),
  endUser: endUserSchema
    .nullable()
    .describe('The user of the customer’s product whose connection it is; `null`: it is the workspace’s own.'),
  tags: tagsSchema.describe('What the customer’s service has noted with the connection.'),
  status: statusSchema,
  health: connectionHealthSchema.describe('Of all parts: the grant, the triggers, the last action calls, the webhook.'),
  reason: reasonSchema.nullable(),
  attempt: attemptViewSchema.nullable(),
  /** The connected account in use, and its owner as far as the provider reports it. */
  account: connectedAccountSchema.nullable(),
  addedBy: personSchema,
  connectedBy: personSchema.nullable(),
  connectedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  /** Increases by one with every change. Send it with a command to get a CONFLICT when another change was faster. */
  version: z.int().positive(),
});

export type ConnectionView = z.infer<typeof connectionViewSchema>;
