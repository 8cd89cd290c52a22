import { ProviderFailure } from '@patchbay/provider';
import { statusSchema } from '@patchbay/contracts';
import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { providerError } from '../../provider/index.ts';
import type { Access } from '../../access/index.ts';
import { slugAndName } from '../../catalog/index.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { type AccountGrant, connectionsOfGrant, type GrantConnection } from '../accounts/grant-users.ts';
import { readConnection } from './read-connections.ts';
import { grantRevocationBlocker, grantOf } from '../accounts/release-account.ts';

export const disconnectImpactInput = inputObject({ id: idSchema.describe('The id of the connection.') });

/** Upper bound of connections that are listed; the rest are counted. */
const MAX_NAMED = 20;

const stopping = z.object({
  id: z.string(),
  app: slugAndName,
  label: z.string(),
  status: statusSchema,
});

export const disconnectImpactOutput = z.object({
  revokes: z
    .boolean()
    .describe('Whether disconnecting or removing also revokes the access at the app, as far as is known now.'),
  canRevoke: z.boolean().describe('Whether the access is revoked when `disconnect` is called with `revoke`.'),
  alsoStops: z
    .object({
      connections: z.array(stopping).describe(`Other connections of this workspace, at most ${MAX_NAMED}.`),
      more: z.int().describe('How many more there are in this workspace.'),
      elsewhere: z.int().describe('How many there are in other workspaces.'),
      otherProducts: z
        .boolean()
        .describe(
          'Whether products other than Patchbay may use the same access: the OAuth client is the provider’s own.',
        ),
    })
    .describe('What else stops working when the access is revoked.'),
});

type DisconnectImpact = z.infer<typeof disconnectImpactOutput>;

/** What happens to the access at the app when a connection is disconnected. Asks the provider. Throws PROVIDER_…. */
export async function disconnectImpact(
  deps: ConnectionsDeps,
  { em, workspaceId }: Access,
  { id }: z.infer<typeof disconnectImpactInput>,
): Promise<DisconnectImpact> {
  const { account } = await readConnection(em, workspaceId, id);
  try {
    const grant = account && (await readGrant(deps, account.id));
    return grant ? await impactOf(deps, { em, workspaceId }, grant) : NOTHING;
  } catch (error) {
    throw error instanceof ProviderFailure ? providerError(error) : error;
  }
}

const NOTHING: DisconnectImpact = {
  revokes: false,
  canRevoke: false,
  alsoStops: { connections: [], more: 0, elsewhere: 0, otherProducts: false },
};

/** Undefined when the provider cannot revoke the account: only active accounts can be revoked. */
async function readGrant(deps: ConnectionsDeps, accountId: string): Promise<AccountGrant | undefined> {
  if (!deps.provider.canRevoke) return undefined;
  const account = await deps.provider.readAccount(accountId);
  const grant = account?.status === 'active' ? await grantOf(deps, account) : undefined;
  return grant?.authConfig?.isOAuth === false ? undefined : grant;
}

async function impactOf(
  deps: ConnectionsDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  grant: AccountGrant,
): Promise<DisconnectImpact> {
  const others = await connectionsOfGrant(deps.provider, em, grant);
  const here = others.filter((other) => other.workspaceId === workspaceId);
  return {
    revokes: (await grantRevocationBlocker(deps, em, grant)) === null,
    canRevoke: true,
    alsoStops: {
      connections: here.slice(0, MAX_NAMED).map(named),
      more: Math.max(0, here.length - MAX_NAMED),
      elsewhere: others.length - here.length,
      otherProducts: grant.authConfig?.isManaged !== false,
    },
  };
}

function named({ id, appSlug: slug, appName, label, status }: GrantConnection) {
  return { id, app: { slug, name: appName ?? slug }, label, status };
}
