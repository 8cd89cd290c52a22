import type { InstallationScope } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BlockList, isIP } from 'node:net';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Actor } from './access.ts';
import type { AuthorizedCaller } from './admit.ts';

/** A service with a valid installation key. */
export interface InstallationCaller {
  id: string;
  name: string;
  scopes: readonly InstallationScope[];
  /** The addresses and networks it may call from; empty: all. */
  addresses: readonly string[];
}

/** Tells installation keys from all other bearer tokens, and reads the valid ones. */
export interface InstallationKeys {
  /** Whether the token is of this kind, valid or not. */
  isOne: (token: string) => boolean;
  /** `null` if the key is unknown, wrong, expired or revoked. */
  read: (token: string) => Promise<InstallationCaller | null>;
}

/** Whether the key may be used from the address, which is the one that Express trusts: see `trust proxy`. */
export function isFrom({ addresses }: InstallationCaller, address: string | undefined): boolean {
  return addresses.length === 0 || isListed(addresses, address ?? '');
}

/** Whether the address is one of these, or in one of these networks (CIDR). An IPv4 address written as IPv6 counts as IPv4. */
function isListed(addresses: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const each of addresses) {
    const [network = '', bits] = each.split('/');
    const family = familyOf(network);
    if (bits === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(bits), family);
  }
  const [bare = ''] = address.split('%');
  return isIP(bare) !== 0 && list.check(bare, familyOf(bare));
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

export function installationActor({ id, name }: InstallationCaller): Actor {
  return { kind: 'installation', id, name };
}

interface Entering {
  caller: InstallationCaller;
  workspaceId: string | undefined;
  scope: InstallationScope;
  /** Checks the key again. */
  read: () => Promise<InstallationCaller | null>;
}

/**
 * Authorizes an installation key in one workspace, for what an admin of it may do. Throws WORKSPACE_MISSING when the
 * call names none, WORKSPACE_UNKNOWN and WORKSPACE_ARCHIVED.
 */
export async function enterAsInstallation(
  em: EntityManager,
  { caller, workspaceId: named, scope, read }: Entering,
): Promise<AuthorizedCaller> {
  if (named === undefined) throw new AppError('WORKSPACE_MISSING');
  const workspace = await findWorkspace(em, named);
  if (!workspace) throw new AppError('WORKSPACE_UNKNOWN');
  if (workspace.archivedAt) throw new AppError('WORKSPACE_ARCHIVED');
  const { id: workspaceId, name: workspaceName } = workspace;
  return {
    workspaceId,
    workspaceName,
    role: 'admin',
    actor: installationActor(caller),
    isStillAuthorized: async () => {
      const isLive = (await read())?.scopes.includes(scope) === true;
      const now = isLive ? await findWorkspace(em.fork(), workspaceId) : undefined;
      return now?.archivedAt === null;
    },
  };
}

function findWorkspace(em: EntityManager, named: string) {
  const id = idSchema.safeParse(named).data ?? null;
  const workspaces = db(em).selectFrom('organization').select(['id', 'name', 'archivedAt']);
  return workspaces.where('id', '=', id).executeTakeFirst();
}
