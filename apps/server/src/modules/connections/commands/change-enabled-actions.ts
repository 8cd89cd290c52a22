import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { cursorOf, page } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { actionSlug } from '../../catalog/index.ts';
import {
  actionsOfKind,
  knownActions,
  type Policy,
  policySchema,
  readEnabledActions,
  writeEnabledActions,
} from '../../enabled-actions/index.ts';
import type { Access } from '../../access/index.ts';
import { changeConnection } from '../change-connection.ts';
import { commandInput } from '../command-input.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { readConnection } from '../queries/read-connections.ts';

/** More than any app has, so that one page has all: a client that replaces the list must know all of it. */
const MAX_AT_ONCE = 2_000;

export const enabledActionsInput = inputObject({
  id: idSchema.describe('The id of the connection.'),
  cursor: cursorOf(z.object({ offset: z.int().min(0).max(100_000) })).optional(),
  limit: z.int().min(1).max(MAX_AT_ONCE).default(MAX_AT_ONCE).describe('How many items the page has at most.'),
});

export const enabledActionsOutput = z
  .object({
    /** Slugs, sorted. */
    actions: z.array(z.string()),
    /** The connection's version, to be sent with a change. */
    version: z.int(),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'EnabledActions' });

const slugs = z.array(actionSlug).max(MAX_AT_ONCE);

/** The version is required: the whole list is replaced, including what another person may have just chosen. */
export const setEnabledActionsInput = inputObject({ id: idSchema, version: z.int().positive(), actions: slugs });

/** Changes some actions, by name or by kind. Such changes do not overwrite each other, so no version is needed. */
export const bulkActionsInput = commandInput
  .extend({ actions: z.union([policySchema.exclude(['none']), slugs]) })
  .meta({ id: 'ActionSelection' });

type EnabledActions = z.infer<typeof enabledActionsOutput>;

/** The actions that may be executed with the connection. Throws CONNECTION_UNKNOWN. */
export async function listEnabledActions(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { id, cursor, limit }: z.infer<typeof enabledActionsInput>,
): Promise<EnabledActions> {
  const { version } = await readConnection(em, workspaceId, id);
  const all = await readEnabledActions(em, { workspaceId, id });
  const offset = cursor?.offset ?? 0;
  const { items, nextCursor } = page(all.slice(offset, offset + limit + 1), limit, () => ({ offset: offset + limit }));
  return { actions: items, version, nextCursor };
}

/** Throws ACTION_UNKNOWN for an action the app does not have, CONNECTION_CHANGED when another change was faster. */
export function setEnabledActions(
  deps: ConnectionsDeps,
  access: Access,
  { actions, ...key }: z.infer<typeof setEnabledActionsInput>,
): Promise<EnabledActions> {
  return change(deps, access, { ...key, actions, combine: (_before, named) => named });
}

export function enableActions(
  deps: ConnectionsDeps,
  access: Access,
  input: z.infer<typeof bulkActionsInput>,
): Promise<EnabledActions> {
  return change(deps, access, { ...input, combine: (before, named) => new Set([...before, ...named]) });
}

export function disableActions(
  deps: ConnectionsDeps,
  access: Access,
  input: z.infer<typeof bulkActionsInput>,
): Promise<EnabledActions> {
  return change(deps, access, {
    ...input,
    combine: (before, named) => new Set([...before].filter((slug) => !named.has(slug))),
  });
}

interface ActionsChange {
  id: string;
  version?: number | undefined;
  actions: string[] | Policy;
  combine: (before: ReadonlySet<string>, named: Set<string>) => Set<string>;
}

async function change(
  deps: ConnectionsDeps,
  { em, workspaceId, actor }: Access,
  { actions, combine, ...key }: ActionsChange,
): Promise<EnabledActions> {
  await changeConnection(deps, { em, workspaceId, ...key }, async ({ tx, connection, note }) => {
    const named = await namesOf(tx, connection.appSlug, actions);
    const before = new Set(await readEnabledActions(tx, { workspaceId, id: key.id }));
    const after = combine(before, named);
    if (after.size === before.size && [...after].every((slug) => before.has(slug))) return;
    await writeEnabledActions(tx, { workspaceId, id: key.id }, after);
    await note({ event: 'actions_changed', actor });
  });
  return listEnabledActions({ em: em.fork(), workspaceId }, enabledActionsInput.parse({ id: key.id }));
}

async function namesOf(tx: EntityManager, app: string, actions: string[] | Policy): Promise<Set<string>> {
  if (!Array.isArray(actions)) return actionsOfKind(tx, app, actions);
  const named = new Set(actions);
  const known = await knownActions(tx, app, named);
  if (known.size < named.size) throw new AppError('ACTION_UNKNOWN');
  return named;
}
