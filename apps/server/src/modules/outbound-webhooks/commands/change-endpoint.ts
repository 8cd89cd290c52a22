import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { Endpoint } from '../endpoint.entity.ts';

export const endpointKey = inputObject({ id: idSchema }).meta({ id: 'EndpointRef' });

/** Who changes an endpoint: of a workspace, or of the installation (installation-owner.ts). */
export type EndpointAccess = Pick<Access, 'em' | 'workspaceId' | 'actor'>;

/** Records that this person knows the secret, in case they later lose access: see shown-endpoints.ts. */
export function noteShown(row: Endpoint, { actor }: Pick<Access, 'actor'>): void {
  row.shownTo = [...new Set([...(row.shownTo ?? [null]), actor.id])];
}

/** Throws ENDPOINT_UNKNOWN, for ids of other workspaces as for unknown ones. */
export async function changeEndpoint(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  id: string,
  work: (tx: EntityManager, row: Endpoint) => Promise<void>,
): Promise<Endpoint> {
  return em.fork().transactional(async (tx) => {
    const row = await tx.findOne(Endpoint, { workspaceId, id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!row) throw new AppError('ENDPOINT_UNKNOWN');
    await work(tx, row);
    await tx.flush();
    return row;
  });
}
