import { connectThemeSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import { plainText } from '../../../platform/plain-text.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { asHost, HOST_COLUMNS, type HostView } from './host.view.ts';
import { rasterImageOf, type RasterType } from './raster-image.ts';

/** Bytes of a logo. */
const MAX_LOGO_BYTES = 256 * 1024;
/** Pixels of a side: a small file can be a picture that uses up a browser's memory. */
const MAX_SIDE = 2_048;
/** Of a call with a logo, which is in base64. */
export const MAX_BRANDING_BYTES = Math.ceil((MAX_LOGO_BYTES * 4) / 3) + 8 * 1024;

const NOT_A_LOGO = `Choose a PNG, JPEG or WebP picture of at most 256 KiB and ${MAX_SIDE} pixels a side.`;

export const setBrandingInput = inputObject({
  id: idSchema,
  displayName: plainText(60)
    .min(1)
    .nullable()
    .optional()
    .describe('The name of the product, shown beside its address and never instead of it. `null`: none.'),
  theme: connectThemeSchema
    .optional()
    .describe('Colors and corners of the pages, where a session sets none of its own. Replaces what was set.'),
  logo: z
    .base64()
    .min(1)
    .max(Math.ceil(MAX_LOGO_BYTES / 3) * 4, NOT_A_LOGO)
    .nullable()
    .optional()
    .describe('A PNG, JPEG or WebP picture of at most 256 KiB, in base64. `null`: none.'),
}).meta({ id: 'HostBranding' });

type Input = z.infer<typeof setBrandingInput>;

/** Of whom: hosts of this workspace, or with null those of the whole installation. */
interface Owner {
  em: EntityManager;
  workspaceId: string | null;
}

/** Changes what is given and keeps the rest. Throws CONNECT_HOST_UNKNOWN, INPUT_INVALID. */
export async function setBranding(
  { clock }: Pick<ConnectSessionsDeps, 'clock'>,
  { em, workspaceId }: Owner,
  { id, displayName, theme, logo }: Input,
): Promise<{ host: HostView }> {
  const picture = logo && readLogo(logo);
  return em.fork().transactional(async (tx) => {
    const previous = await lockLogo(tx, { id, workspaceId });
    const changed = await db(tx)
      .updateTable('connect_hosts')
      // Something is set in any case, so that an unknown host is told from an empty change.
      .set((eb) => ({ id: eb.ref('id') }))
      .$if(displayName !== undefined, (q) => q.set({ display_name: displayName ?? null }))
      .$if(theme !== undefined, (q) => q.set({ theme: jsonValue(theme ?? {}) }))
      .$if(logo !== undefined, (q) => q.set({ logo_hash: picture ? picture.hash : null }))
      .where('id', '=', id)
      .where('workspace_id', 'is not distinct from', workspaceId)
      .returning(HOST_COLUMNS)
      .executeTakeFirst();
    if (!changed) throw new AppError('CONNECT_HOST_UNKNOWN');
    if (logo !== undefined) await keepLogos(tx, { hostId: id, previous, picture: picture || null, now: clock.now() });
    return { host: asHost(changed, workspaceId ?? '') };
  });
}

/** Locks the host, so that two uploads at once leave two logos. */
async function lockLogo(
  tx: EntityManager,
  { id, workspaceId }: { id: string; workspaceId: string | null },
): Promise<string | null> {
  const host = await db(tx)
    .selectFrom('connect_hosts')
    .select('logo_hash as hash')
    .where('id', '=', id)
    .where('workspace_id', 'is not distinct from', workspaceId)
    .forUpdate()
    .executeTakeFirst();
  return host?.hash ?? null;
}

interface Picture {
  hash: string;
  content: Buffer;
  type: RasterType;
}

function readLogo(base64: string): Picture {
  const content = Buffer.from(base64, 'base64');
  const image = content.length <= MAX_LOGO_BYTES ? rasterImageOf(content) : undefined;
  const isSmall = image && Math.max(image.width, image.height) <= MAX_SIDE && Math.min(image.width, image.height) > 0;
  if (!isSmall) throw new AppError('INPUT_INVALID', { fields: { logo: NOT_A_LOGO } });
  return { content, type: image.type, hash: createHash('sha256').update(content).digest('hex') };
}

interface Kept {
  hostId: string;
  /** The hash of the logo that was in use. */
  previous: string | null;
  picture: Picture | null;
  now: Date;
}

/** Two at most: the logo before it stays for the sessions that show it. One that is removed goes at once, whatever shows it. */
async function keepLogos(tx: EntityManager, { hostId, previous, picture, now }: Kept): Promise<void> {
  const kept = picture && previous ? previous : '';
  await db(tx).deleteFrom('connect_host_logos').where('host_id', '=', hostId).where('hash', '<>', kept).execute();
  if (!picture) return;
  const { hash, content, type } = picture;
  await db(tx)
    .insertInto('connect_host_logos')
    .values({ host_id: hostId, hash, content, content_type: type, uploaded_at: now })
    .onConflict((conflict) => conflict.columns(['host_id', 'hash']).doUpdateSet({ uploaded_at: now }))
    .execute();
}
