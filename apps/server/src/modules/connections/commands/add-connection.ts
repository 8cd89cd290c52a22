import { type ConnectionView, connectionViewSchema, type EndUser, type Tags } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { next, start } from '@patchbay/lifecycle';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { violates } from '../../../platform/errors/database-error.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import { plainText } from '../../../platform/plain-text.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { type Step, stepEvents } from '../step-events.ts';
import { appendHistory } from '../append-history.ts';
import { Connection } from '../connection.entity.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { readConnection } from '../queries/read-connections.ts';
import { lockSameLabel } from './same-label.ts';
import { appSlug, findApp } from '../../catalog/index.ts';

/** Distinguishes several connections of one app; shown beside the app's name. */
export const label = plainText(60);

export const addConnectionInput = inputObject({ app: appSlug, label: label.default('') });

export const addConnectionOutput = z.object({
  outcome: z.enum(['added', 'already_added']),
  connection: connectionViewSchema,
});

/**
 * Adds an app to the workspace, unconnected. Returns `already_added` for an app and label that exist, ignoring case.
 */
export async function addConnection(
  deps: ConnectionsDeps,
  access: Access,
  input: z.infer<typeof addConnectionInput>,
): Promise<z.infer<typeof addConnectionOutput>> {
  const { em, workspaceId } = access;
  if (!(await findApp(em, input.app))) throw new AppError('APP_UNKNOWN');
  const id = deps.newId();
  const existing = await insert(deps, access, { ...input, id });
  if (!existing) {
    deps.changes.notify(workspaceId);
    return { outcome: 'added', connection: await readConnection(em, workspaceId, id) };
  }
  return { outcome: 'already_added', connection: existing };
}

/** A connection of an end user, which their product's service has described. */
export interface EndUserConnection {
  app: string;
  label: string;
  endUser: EndUser;
  tags: Tags;
  /** Called in the transaction that adds it; throws when the session has ended. */
  requireOpen: (tx: EntityManager) => Promise<void>;
}

/**
 * The end user's connection of the app with this label, added where it is missing. What their product's service calls them, and its
 * tags, are kept up to date.
 */
export async function ensureEndUserConnection(
  deps: ConnectionsDeps,
  access: Pick<Access, 'em' | 'workspaceId' | 'actor'>,
  wanted: EndUserConnection,
): Promise<string> {
  if (!(await findApp(access.em, wanted.app))) throw new AppError('APP_UNKNOWN');
  const id = deps.newId();
  const existing = await insert(deps, access, { ...wanted, id });
  if (existing) await describe(access, existing.id, wanted);
  deps.changes.notify(access.workspaceId);
  return existing?.id ?? id;
}

/** Not a change of the connection: nothing that a version guards. */
async function describe(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  id: string,
  { endUser: { name, email }, tags }: EndUserConnection,
): Promise<void> {
  await db(em.fork())
    .updateTable('entity_connections')
    .set({ end_user_name: name, end_user_email: email, tags: jsonValue(tags) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

interface NewConnection {
  requireOpen?: EndUserConnection['requireOpen'];
  id: string;
  endUser?: EndUser;
  tags?: Tags;
  app: string;
  label: string;
}

/** Returns the conflicting connection, if there is one. */
async function insert(
  deps: ConnectionsDeps,
  { em, workspaceId, actor }: Pick<Access, 'em' | 'workspaceId' | 'actor'>,
  added: NewConnection,
): Promise<ConnectionView | undefined> {
  const key = {
    workspaceId,
    appSlug: added.app,
    label: added.label,
    endUserId: added.endUser?.id ?? null,
    id: added.id,
  };
  try {
    const existing = await em.fork().transactional(async (tx) => {
      await added.requireOpen?.(tx);
      const same = await lockSameLabel(tx, key);
      if (same === undefined) await create({ tx, ...deps }, { ...added, workspaceId, addedBy: actor });
      return same;
    });
    return existing === undefined ? undefined : await readConnection(em, workspaceId, existing);
  } catch (error) {
    // A process of an earlier version takes no lock: then the unique key fails, and the lock finds the row it
    // inserted.
    if (!violates(error, 'entity_connections_app_label_key')) throw error;
    return insert(deps, { em, workspaceId, actor }, added);
  }
}

async function create(
  { tx, ...deps }: ConnectionsDeps & { tx: EntityManager },
  row: NewConnection & { workspaceId: string; addedBy: Access['actor'] },
): Promise<void> {
  const connection = tx.create(Connection, newRow(deps, row), { persist: true });
  await appendHistory({ tx, ...deps }, connection, {
    event: 'add',
    from: 'none',
    to: connection.status,
    actor: row.addedBy,
    reason: null,
    attemptId: null,
    version: 1,
  });
  const step: Step = {
    announcement: 'added',
    from: 'none',
    to: connection.status,
    actor: row.addedBy,
    reason: null,
    version: 1,
    previousAccount: null,
  };
  await deps.outgoingEvents.plan(tx, stepEvents(connection, step));
}

function newRow(
  { clock }: ConnectionsDeps,
  {
    id,
    app,
    label: text,
    endUser,
    tags = {},
    workspaceId,
    addedBy,
  }: NewConnection & { workspaceId: string; addedBy: Access['actor'] },
) {
  const { state } = next(start(), { type: 'add' });
  if (state.status === 'none') throw new Error('the machine refused to add an app');
  const now = clock.now();
  return {
    workspaceId,
    id,
    appSlug: app,
    label: text,
    endUserId: endUser?.id ?? null,
    endUserName: endUser?.name ?? null,
    endUserEmail: endUser?.email ?? null,
    tags,
    healthParts: {},
    status: state.status,
    fallback: state.context.fallback,
    confirmation: state.context.confirmation,
    addedBy,
    createdAt: now,
    updatedAt: now,
  };
}
