import { endUserIdInput } from '@patchbay/contracts';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import {
  eraseEndUserHistory,
  findEndUserData,
  forgetEndUserConnections,
  type PersonalData,
  releaseNow,
} from '../../connections/index.ts';
import { eraseSessionEvents, triggerMessagesOf } from '../../events/index.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { eraseAgainJob, LATE_DATA_MS } from './erase-again.ts';
import { eraseSessions } from './erase-sessions.ts';

export const forgetInput = inputObject({ endUserId: endUserIdInput });

const count = z.int().nonnegative();

export const forgetOutput = z.object({
  connections: z
    .array(
      z.object({
        id: z.string(),
        app: z.string(),
        release: z
          .enum(['if_unused', 'none'])
          .describe(
            '`if_unused`: the account is deleted at the provider, and its access at the app revoked where it is certain that nothing else ' +
              'uses it. `none`: nothing was connected.',
          ),
        grant: z
          .enum(['revoked', 'deleted', 'pending', 'none'])
          .describe(
            'What became of the access at the app. `revoked`: it was revoked there. `deleted`: the account was deleted at the provider and the ' +
              'access left alone, because something else may use it or the app offers no revocation. `pending`: the provider has not ' +
              'answered; it is repeated until it has, and `connections.history` then has `released_revoked` or `released_deleted`.',
          ),
      }),
    )
    .describe('The connections that were removed.'),
  sessions: count.describe('Sessions whose personal data was erased.'),
  historyEntries: count.describe('Entries of histories whose personal data was erased.'),
  attempts: count.describe('Attempts whose personal data was erased.'),
  events: count.describe('Events whose personal data was erased: messages of triggers were deleted.'),
  messages: count.describe('Messages of the provider that were deleted.'),
  executions: count.describe('Runs whose arguments, results and errors were erased.'),
});

type Forgotten = z.infer<typeof forgetOutput>;
type Counts = Omit<Forgotten, 'connections'>;

export interface ForgetDeps extends ConnectSessionsDeps {
  orm: MikroORM;
  personalData: PersonalData;
}

/**
 * Removes all connections of an end user, ends their sessions, and erases them and what their apps sent from what is kept. Idempotent:
 * an unknown end user has nothing.
 */
export async function forgetEndUser(
  deps: ForgetDeps,
  access: Access,
  { endUserId }: z.infer<typeof forgetInput>,
): Promise<Forgotten> {
  const { em, workspaceId, actor } = access;
  // First, so that nothing new is connected meanwhile.
  await endSessions(deps, { em, actor, by: 'end_user_forgotten', only: { workspaceId, endUserId } });
  const removed = await forgetEndUserConnections(deps, access, endUserId);
  const counts = await em.fork().transactional(async (tx) => {
    const erased = await erase(deps, tx, { workspaceId, endUserId });
    const isKnown = removed.length > 0 || Object.values(erased).some((each) => each > 0);
    if (isKnown) await announce(deps, { tx, workspaceId, actor }, { endUserId, connections: removed.length });
    return erased;
  });
  const grants = await releaseNow(deps, removed);
  const connections = removed.map(({ id, app, account }) => ({
    id,
    app,
    release: account ? ('if_unused' as const) : ('none' as const),
    grant: grants.get(id) ?? 'none',
  }));
  return { connections, ...counts };
}

async function erase(
  { personalData, jobs, clock }: ForgetDeps,
  tx: EntityManager,
  key: { workspaceId: string; endUserId: string },
): Promise<Counts> {
  const { workspaceId } = key;
  const found = await findEndUserData(tx, key);
  const messageIds = await triggerMessagesOf(tx, { workspaceId, ...found });
  const kept = await personalData.erase({ tx, workspaceId, messageIds, ...found });
  const { events = 0, messages = 0, executions = 0 } = kept;
  const history = await eraseEndUserHistory(tx, { ...key, ...found });
  const ofSessions = await eraseSessionEvents(tx, key);
  const sessions = await eraseSessions(tx, key);
  if (found.connectionIds.length > 0) {
    const startAfter = new Date(clock.now().getTime() + LATE_DATA_MS);
    await jobs.send(tx, eraseAgainJob, { data: { workspaceId, ...found }, startAfter });
  }
  return { sessions, ...history, events: events + ofSessions, messages, executions };
}

/** Names the end user once more, so that the customer's other systems know whom to forget. */
async function announce(
  { outgoingEvents }: ConnectSessionsDeps,
  { tx, workspaceId, actor }: Pick<Access, 'workspaceId' | 'actor'> & { tx: EntityManager },
  { endUserId, connections }: { endUserId: string; connections: number },
): Promise<void> {
  const data = { endUser: { id: endUserId }, connections, actor };
  await outgoingEvents.plan(tx, [{ type: 'end_user.forgotten', workspaceId, data }]);
}
