import { accountOfEvent, healthOfEvent, ofConnection, ofTransition, reasonOfEvent } from './event-parts.ts';
import { ACTOR, ACTIVE, CONNECTION, REASON, WORKSPACE } from './example-parts.ts';
import { defineEvent } from './define-event.ts';

const transition = ofTransition.meta({ id: 'ConnectionTransition' });
const withAccount = ofTransition.extend({ account: accountOfEvent }).meta({ id: 'ConnectionTransitionWithAccount' });
const withReason = ofTransition
  .extend({ reason: reasonOfEvent.nullable() })
  .meta({ id: 'ConnectionTransitionWithReason' });

/** Events of the lifecycle of a connection, and of its health. */
export const CONNECTION_EVENT_TYPES = {
  'connection.added': defineEvent({
    summary: 'An app was added to the workspace, not connected yet.',
    data: transition,
    example: { ...ACTIVE, status: 'added', previousStatus: 'none', version: 1 },
  }),
  'connection.connected': defineEvent({
    summary: 'A connection became usable for the first time, or again after it was disconnected.',
    data: withAccount,
    example: { ...ACTIVE, account: { id: 'ca_8xQ2', identity: 'ada@example.com' } },
  }),
  'connection.reconnected': defineEvent({
    summary: 'A connection was authorized again: its grant was renewed, or an expired connection works again.',
    data: withAccount,
    example: {
      ...ACTIVE,
      previousStatus: 'expired',
      version: 7,
      account: { id: 'ca_9yR3', identity: 'ada@example.com' },
    },
  }),
  'connection.account_changed': defineEvent({
    summary: 'A connection was authorized again with a different account. Sent after `connection.reconnected`.',
    data: ofTransition.extend({ account: accountOfEvent, previousAccount: accountOfEvent }),
    example: {
      ...ACTIVE,
      previousStatus: 'active',
      version: 9,
      account: { id: 'ca_2aB4', identity: 'team@example.com' },
      previousAccount: { id: 'ca_9yR3', identity: 'ada@example.com' },
    },
  }),
  'connection.expired': defineEvent({
    summary: 'The grant ended: the connection cannot be used until it is reconnected.',
    data: withReason,
    example: { ...ACTIVE, status: 'expired', previousStatus: 'active', version: 5, reason: REASON },
  }),
  'connection.disconnected': defineEvent({
    summary: 'A connection gave up its account and stays in the workspace, not connected.',
    data: withReason,
    example: { ...ACTIVE, status: 'added', previousStatus: 'active', version: 6, reason: null },
  }),
  'connection.removed': defineEvent({
    summary: 'A connection was removed from the workspace. Names its last label, end user and tags.',
    data: transition,
    example: { ...ACTIVE, status: 'none', previousStatus: 'added', version: 8 },
  }),
  'connection.attempt_failed': defineEvent({
    summary: 'An authorization was declined, canceled, refused or timed out. The connection is as it was before.',
    data: withReason,
    example: {
      ...ACTIVE,
      status: 'added',
      version: 3,
      reason: { code: 'denied', detail: null },
    },
  }),
  'connection.health_changed': defineEvent({
    summary: 'The health of a connection changed: its level, or the reasons for it.',
    data: ofConnection.extend({ health: healthOfEvent, previousHealth: healthOfEvent }),
    example: {
      workspace: WORKSPACE,
      connection: CONNECTION,
      actor: ACTOR,
      health: {
        level: 'degraded',
        reasons: [
          {
            part: 'triggers',
            code: 'trigger_stopped',
            message: '1 trigger stopped.',
            remedy: 'Open the connection’s triggers and try again.',
            subjects: ['GITHUB_COMMIT_EVENT'],
          },
        ],
      },
      previousHealth: { level: 'healthy', reasons: [] },
    },
  }),
} as const;
