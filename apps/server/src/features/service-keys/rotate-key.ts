import { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Access } from '../workspaces/access.ts';
import type { secretOutput } from './create-key.ts';
import { formatToken } from './key-token.ts';
import { readKeyView } from './read-keys.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

export const rotateKeyInput = z.object({
  id: idSchema,
  /** Seconds for which the present secret stays good beside the new one: 0 to 7 days. */
  overlapSeconds: z.int().min(0).max(604_800).default(86_400),
});

/**
 * Gives the key another secret. Two are live at once for the overlap, never three: a secret that was still in its own
 * overlap ends now. Throws KEY_UNKNOWN unless the key is live and managed here.
 */
export async function rotateKey(
  deps: ServiceKeysDeps,
  access: Access,
  { id, overlapSeconds }: z.infer<typeof rotateKeyInput>,
): Promise<z.infer<typeof secretOutput>> {
  const [secret, now] = [deps.newSecret(), deps.clock.now()];
  const rows = await executeSql(
    access.em,
    `update service_keys set previous_hash = secret_hash, previous_until = $4, secret_hash = $3
      where id = $1 and workspace_id = $2 and revoked_at is null and (expires_at is null or expires_at > $5)
      returning 1 as done`,
    [id, access.workspaceId, hashSecret(secret), new Date(now.getTime() + overlapSeconds * 1000), now],
  );
  if (rows.length === 0) throw new AppError('KEY_UNKNOWN');
  deps.keyReader.forget(id);
  return { key: await readKeyView(deps, access, id), token: formatToken({ id, secret }) };
}
