import { z } from 'zod';
import { OFF_REASONS } from '../off-reasons.ts';
import { TRIGGER_PROBLEMS } from '../subscription.view.ts';
import { defineEvent } from './define-event.ts';
import {
  actorOfEvent,
  connectionOfEvent,
  instant,
  ofConnection,
  reasonOfEvent,
  workspaceOfEvent,
} from './event-parts.ts';
import { CONNECTION, PROVIDER, SERVICE, WORKSPACE } from './example-parts.ts';

/** Events of triggers. */
export const TRIGGER_EVENT_TYPES = {
  'trigger.message': defineEvent({
    summary: 'A trigger of a connection fired.',
    data: z.object({
      workspaceId: z.string(),
      id: z.string().describe('The id of the event.'),
      connectionId: z.string(),
      app: z.string(),
      trigger: z.string().describe('The slug of the trigger.'),
      happenedAt: instant.nullable().describe('When it happened, as the provider reports it.'),
      receivedAt: instant,
      workspace: workspaceOfEvent
        .optional()
        .describe('Left out for endpoints that were created without a list of event types, like the next one.'),
      connection: connectionOfEvent.optional(),
      payload: z.unknown().describe('What the app sent, as described by the trigger’s payload schema.'),
    }),
    example: {
      workspaceId: WORKSPACE.id,
      id: '019ad2c0-7f3e-7a55-b1f0-2b1f6d0c9a11',
      connectionId: CONNECTION.id,
      app: 'github',
      trigger: 'GITHUB_COMMIT_EVENT',
      happenedAt: '2026-11-30T09:15:29.000Z',
      receivedAt: '2026-11-30T09:15:30.120Z',
      workspace: WORKSPACE,
      connection: CONNECTION,
      payload: { id: 'f3b1c2', message: 'Fix the build', author: 'ada' },
    },
  }),
  'trigger.failed': defineEvent({
    summary: 'A trigger stopped: the provider refused it or turned it off. A person has to act.',
    data: ofConnection.extend({
      trigger: z.string(),
      subscriptionId: z.string(),
      problem: z.enum(TRIGGER_PROBLEMS),
      detail: z.string().nullable().describe('What the provider said of it.'),
    }),
    example: {
      workspace: WORKSPACE,
      connection: CONNECTION,
      actor: PROVIDER,
      trigger: 'GITHUB_COMMIT_EVENT',
      subscriptionId: '019ad2c0-7f3e-7a55-b1f0-2b1f6d0c9a12',
      problem: 'switched_off',
      detail: null,
    },
  }),
  'trigger.recovered': defineEvent({
    summary: 'A trigger that had stopped works again.',
    data: ofConnection.extend({ trigger: z.string(), subscriptionId: z.string() }),
    example: {
      workspace: WORKSPACE,
      connection: CONNECTION,
      actor: PROVIDER,
      trigger: 'GITHUB_COMMIT_EVENT',
      subscriptionId: '019ad2c0-7f3e-7a55-b1f0-2b1f6d0c9a12',
    },
  }),
} as const;

/** What every event of a connect session says. */
const ofSession = z.object({
  workspace: workspaceOfEvent,
  connectSession: z.object({ id: z.string() }),
  endUser: z.object({ id: z.string() }),
  connection: connectionOfEvent.nullable().describe('Null when the session ended before it had a connection.'),
  actor: actorOfEvent,
});

const SESSION = {
  workspace: WORKSPACE,
  connectSession: { id: 'cs_5f0c9a112b1f6d0c' },
  endUser: { id: 'user-42' },
  connection: CONNECTION,
  actor: SERVICE,
};

/** Events of connect sessions and end users. */
export const END_USER_EVENT_TYPES = {
  'connect_session.completed': defineEvent({
    summary: 'Your back end confirmed what an end user connected in a connect session.',
    data: ofSession.extend({ connection: connectionOfEvent }),
    example: SESSION,
  }),
  'connect_session.failed': defineEvent({
    summary:
      'An attempt of an end user in a connect session was declined, canceled, refused or not confirmed in time, or the session was ended before anything was connected.',
    data: ofSession.extend({ reason: reasonOfEvent.nullable() }),
    example: { ...SESSION, reason: { code: 'wrong_person', detail: null } },
  }),
  'end_user.forgotten': defineEvent({
    summary: 'An end user was forgotten: their connections were released and their personal data erased.',
    data: z.object({
      workspace: workspaceOfEvent,
      endUser: z.object({ id: z.string() }),
      connections: z.int().describe('How many connections were released.'),
      actor: actorOfEvent,
    }),
    example: { workspace: WORKSPACE, endUser: { id: 'user-42' }, connections: 2, actor: SERVICE },
  }),
} as const;

/** Events of endpoints. */
export const ENDPOINT_EVENT_TYPES = {
  'endpoint.disabled': defineEvent({
    summary: 'An endpoint was turned off. Sent to the other endpoints that are subscribed to it.',
    data: z.object({
      workspace: workspaceOfEvent,
      endpoint: z.object({
        id: z.string(),
        host: z.string().describe('Only the host, because the URL may contain a token.'),
        description: z.string(),
      }),
      reason: z.enum(OFF_REASONS),
      actor: actorOfEvent,
    }),
    example: {
      workspace: WORKSPACE,
      endpoint: { id: '019ad2c0-7f3e-7a55-b1f0-2b1f6d0c9a13', host: 'hooks.example.com', description: 'Orders' },
      reason: 'failing',
      actor: { kind: 'system', id: 'sweeper', name: 'Patchbay' },
    },
  }),
  test: defineEvent({
    summary: 'Sent on request, to try an endpoint. Every endpoint receives it, whatever it is subscribed to.',
    data: z.object({ workspaceId: z.string(), workspace: workspaceOfEvent.optional() }),
    example: { workspaceId: WORKSPACE.id, workspace: WORKSPACE },
  }),
} as const;
