import { fetchBounded } from '@patchbay/outgoing-http';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { violates } from '../../../platform/errors/database-error.ts';
import { isLoopbackUrl } from '../../../platform/http/loopback.ts';
import { idSchema } from '../../../platform/ids.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import { nameInCursor, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { type Access, type Actor, lockWorkspace } from '../../access/index.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { allowedPart, exactOrigin, exactUrl } from './exact-url.ts';
import { loopbackAllowed } from './loopback-allowed.ts';
import {
  asHost,
  connectHostSchema,
  HOST_COLUMNS,
  type HostRow,
  type HostView,
  readHostView,
  selectHosts,
} from './host.view.ts';

/** Hosts that the people of a workspace may add. */
const MAX_HOSTS = 50;
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 16 * 1024;

export const addHostInput = inputObject({
  origin: z.string().max(300),
  returnUrls: z.array(z.string().max(1_000)).min(1).max(20),
}).meta({ id: 'NewConnectHost' });
export const hostInput = inputObject({ id: idSchema });
export const listHostsInput = inputObject(pageInput(z.object({ origin: nameInCursor, id: idSchema }))).prefault({});
export const listHostsOutput = pageOf(connectHostSchema).meta({ id: 'ConnectHosts' });
export const hostOutput = z.object({ host: connectHostSchema }).meta({ id: 'ChangedConnectHost' });

type Caller = Pick<Access, 'em' | 'workspaceId' | 'actor'>;

/** Adds a host, to be proved or approved. Throws INPUT_INVALID, LIMIT_REACHED, CONNECT_HOST_TAKEN. */
export async function addHost(
  deps: ConnectSessionsDeps,
  { em, workspaceId, actor }: Caller,
  input: z.infer<typeof addHostInput>,
): Promise<{ host: HostView }> {
  const loopback = await loopbackAllowed(em, { ...deps, workspaceId });
  const row = { ...readHost(input, { loopback }), id: deps.newId(), workspaceId, actor };
  await em.transactional(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    if (actor.kind === 'user') await requireRoom(tx, workspaceId);
    await insertHost(deps, tx, row);
  });
  return { host: await readHostView(em, { id: row.id, workspaceId }) };
}

/** Approves a host for every workspace of the installation. */
export async function addSharedHost(
  deps: ConnectSessionsDeps,
  { em, actor }: { em: EntityManager; actor: Actor },
  input: z.infer<typeof addHostInput>,
): Promise<{ host: HostView }> {
  const loopback = await loopbackAllowed(em, { ...deps, workspaceId: null });
  const row = { ...readHost(input, { loopback }), id: deps.newId(), workspaceId: null, actor };
  await insertHost(deps, em, row);
  await approve(deps, em, { id: row.id, how: 'admin', actor });
  deps.log.info({ origin: row.origin, userId: actor.id }, 'connect hosts: one was approved for all workspaces');
  return { host: await readHostView(em, { id: row.id, workspaceId: '' }) };
}

/** An installation admin vouches for the host of a workspace. */
export async function approveHost(
  deps: ConnectSessionsDeps,
  { em, actor }: { em: EntityManager; actor: Actor },
  { id }: z.infer<typeof hostInput>,
): Promise<{ host: HostView }> {
  const host = await approve(deps, em, { id, how: 'admin', actor });
  deps.log.info({ origin: host.origin, userId: actor.id }, 'connect hosts: one was approved');
  return { host: asHost(host, host.workspaceId ?? '') };
}

/**
 * Looks for the file that proves the host: it has the workspace's id on a line of its own. Throws CONNECT_HOST_UNKNOWN, and
 * CONNECT_HOST_UNPROVED when the file is not there.
 */
export async function proveHost(
  deps: ConnectSessionsDeps,
  { em, workspaceId, actor }: Caller,
  { id }: z.infer<typeof hostInput>,
): Promise<{ host: HostView }> {
  const { origin, proof } = await readHostView(em, { id, workspaceId }, true);
  const text = await fetchProof(deps, { origin, url: proof.url });
  if (!text.split(/\r?\n/).some((line) => line.trim() === workspaceId)) throw new AppError('CONNECT_HOST_UNPROVED');
  return { host: asHost(await approve(deps, em, { id, how: 'well_known', actor }), workspaceId) };
}

/** Sessions that exist go on; no other is created for the host. */
export async function removeHost(
  /** `null`: one that is approved for every workspace. */
  { em, workspaceId }: { em: EntityManager; workspaceId: string | null },
  { id }: z.infer<typeof hostInput>,
): Promise<Record<string, never>> {
  const gone = await db(em)
    .deleteFrom('connect_hosts')
    .where('id', '=', id)
    .where('workspace_id', 'is not distinct from', workspaceId)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw new AppError('CONNECT_HOST_UNKNOWN');
  return {};
}

/** Deletes the hosts of a deleted workspace, with their logos. */
export async function forgetHosts(em: EntityManager, workspaceId: string): Promise<void> {
  await db(em).deleteFrom('connect_hosts').where('workspace_id', '=', workspaceId).execute();
}

/** The workspace's hosts and those of the whole installation, by origin. */
export async function listHosts(
  { em, workspaceId }: Pick<Caller, 'em' | 'workspaceId'>,
  { cursor, limit }: z.infer<typeof listHostsInput>,
): Promise<z.infer<typeof listHostsOutput>> {
  const rows = await selectHosts(em)
    .where((eb) => eb.or([eb('workspace_id', 'is', null), eb('workspace_id', '=', workspaceId)]))
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => eb(eb.refTuple('origin', 'id'), '>', eb.tuple(cursor?.origin ?? '', cursor?.id ?? ''))),
    )
    .orderBy('origin')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const hosts = rows.map((row) => asHost(row, workspaceId));
  return page(hosts, limit, ({ origin, id }) => ({ origin, id }));
}

/** Hosts of all workspaces that wait for an installation admin, by origin. */
export async function listPendingHosts(
  { em }: { em: EntityManager },
  { cursor, limit }: z.infer<typeof listHostsInput>,
): Promise<z.infer<typeof listHostsOutput>> {
  const rows = await selectHosts(em)
    .where('status', '=', 'pending')
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => eb(eb.refTuple('origin', 'id'), '>', eb.tuple(cursor?.origin ?? '', cursor?.id ?? ''))),
    )
    .orderBy('origin')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const hosts = rows.map((row) => asHost(row, row.workspaceId ?? ''));
  return page(hosts, limit, ({ origin, id }) => ({ origin, id }));
}

interface NewHost {
  id: string;
  workspaceId: string | null;
  origin: string;
  returnUrls: string[];
  actor: Actor;
}

function readHost(input: z.infer<typeof addHostInput>, allowed: { loopback: boolean }) {
  const origin = exactOrigin(input.origin, allowed);
  if (!origin) throw new AppError('INPUT_INVALID', { fields: { origin: NOT_AN_ORIGIN } });
  const returnUrls = input.returnUrls.map((text, index) => {
    const url = exactUrl(text, allowed);
    if (url?.origin === origin && !url.search) return allowedPart(url);
    throw new AppError('INPUT_INVALID', { fields: { [`returnUrls.${index}`]: NOT_A_RETURN_URL } });
  });
  return { origin, returnUrls: [...new Set(returnUrls)] };
}

const NOT_AN_ORIGIN = 'Enter an https origin without a path, such as https://acme.example.';
const NOT_A_RETURN_URL = 'Enter an address of this origin, without a query or fragment.';

async function insertHost(
  { clock }: ConnectSessionsDeps,
  em: EntityManager,
  { id, workspaceId, origin, returnUrls, actor }: NewHost,
): Promise<void> {
  const made = { added_by: jsonValue(actor), created_at: clock.now(), status: 'pending' as const };
  await db(em)
    .insertInto('connect_hosts')
    .values({ id, workspace_id: workspaceId, origin, return_urls: jsonValue(returnUrls), ...made })
    .execute()
    .catch((error: unknown) => {
      throw violates(error, 'connect_hosts_origin_key') ? new AppError('CONNECT_HOST_TAKEN', { cause: error }) : error;
    });
}

async function requireRoom(tx: EntityManager, workspaceId: string): Promise<void> {
  const own = db(tx).selectFrom('connect_hosts').select('id').where('workspace_id', '=', workspaceId);
  if ((await own.limit(MAX_HOSTS).execute()).length >= MAX_HOSTS) throw new AppError('LIMIT_REACHED');
}

async function approve(
  { clock }: ConnectSessionsDeps,
  em: EntityManager,
  { id, how, actor }: { id: string; how: 'admin' | 'well_known'; actor: Actor },
): Promise<HostRow> {
  const approved = await db(em)
    .updateTable('connect_hosts')
    .set({ status: 'approved', approved_how: how, approved_by: jsonValue(actor), approved_at: clock.now() })
    .where('id', '=', id)
    .returning(HOST_COLUMNS)
    .executeTakeFirst();
  if (!approved) throw new AppError('CONNECT_HOST_UNKNOWN');
  return approved;
}

async function fetchProof(
  { publicUrl, hostNames, log }: ConnectSessionsDeps,
  { origin, url }: { origin: string; url: string },
): Promise<string> {
  // A host on this machine is only added where the installation itself is on it.
  const trustedOrigin = isLoopbackUrl(publicUrl) && isLoopbackUrl(origin) ? origin : 'none';
  // What another address says, which the host may be made to redirect to, is not the owner's word.
  const redirects = 0;
  const bounds = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, names: hostNames, wants: () => true };
  try {
    return Buffer.from(await fetchBounded(url, { ...bounds, trustedOrigin, redirects })).toString();
  } catch (error) {
    log.info({ err: error, origin }, 'connect hosts: the file that proves one could not be read');
    throw new AppError('CONNECT_HOST_UNPROVED', { cause: error });
  }
}
