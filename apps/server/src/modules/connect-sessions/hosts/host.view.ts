import { connectThemeSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { ConnectHost } from '../connect-host.entity.ts';
import { logoPath } from './logo-path.ts';

const hostTheme = z.object(connectThemeSchema.shape).meta({ id: 'HostTheme' });

export const connectHostSchema = z
  .object({
    id: z.string(),
    origin: z.string().describe('Exact, as browsers send it.'),
    returnUrls: z.array(z.string()).describe('Where results may be sent, by scheme, host, port and path.'),
    displayName: z.string().nullable().describe('The name of the product, shown beside the address.'),
    logo: z.string().nullable().describe('The address of its logo, at this installation.'),
    theme: hostTheme,
    status: z.enum(['pending', 'approved']),
    approvedHow: z.enum(['admin', 'well_known']).nullable(),
    isShared: z.boolean().describe('Whether it is approved for every workspace of the installation.'),
    proof: z
      .object({ url: z.string(), content: z.string() })
      .meta({ id: 'HostProof' })
      .describe('The file that proves the host.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ConnectHost' });

export type HostView = z.infer<typeof connectHostSchema>;

/** Throws CONNECT_HOST_UNKNOWN. `isOwn`: only of the workspace itself, not of the installation. */
export async function readHostView(
  em: EntityManager,
  { id, workspaceId }: { id: string; workspaceId: string },
  isOwn = false,
): Promise<HostView> {
  const row = await selectHosts(em)
    .where('id', '=', id)
    .$if(isOwn, (q) => q.where('workspace_id', '=', workspaceId))
    .executeTakeFirst();
  if (!row) throw new AppError('CONNECT_HOST_UNKNOWN');
  return asHost(row, workspaceId);
}

export const HOST_COLUMNS = [
  'id',
  'workspace_id as workspaceId',
  'origin',
  'return_urls as returnUrls',
  'display_name as displayName',
  'logo_hash as logoHash',
  'theme',
  'status',
  'approved_how as approvedHow',
  'created_at as createdAt',
] as const;

export const selectHosts = (em: EntityManager) => db(em).selectFrom('connect_hosts').select(HOST_COLUMNS);

export type HostRow = Pick<ConnectHost, 'id' | 'origin' | 'returnUrls' | 'status' | 'createdAt' | 'theme'> & {
  workspaceId: string | null;
  displayName: string | null;
  logoHash: string | null;
  approvedHow: 'admin' | 'well_known' | null;
};

export function asHost({ workspaceId: own, logoHash, createdAt, ...host }: HostRow, workspaceId: string): HostView {
  return {
    ...host,
    logo: logoPath(logoHash),
    isShared: own === null,
    proof: { url: `${host.origin}/.well-known/patchbay-origin`, content: workspaceId },
    createdAt: createdAt.toISOString(),
  };
}
