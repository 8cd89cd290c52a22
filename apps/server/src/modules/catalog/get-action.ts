import { exactObject } from '@patchbay/contracts';
import { parseJson } from '@patchbay/exact-json';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { actionSlug } from './known-action.ts';
import { appSlug } from './known-app.ts';

export const getActionInput = inputObject({ app: appSlug, action: actionSlug });

export const getActionOutput = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  /** The JSON Schema of its arguments, as the provider wrote it. */
  inputSchema: exactObject,
});

/** An action of an app, with what it takes. Throws ACTION_UNKNOWN. */
export async function getAction(
  { em }: Pick<Access, 'em'>,
  { app, action }: z.infer<typeof getActionInput>,
): Promise<z.infer<typeof getActionOutput>> {
  const row = await db(em)
    .selectFrom('composio_actions_cache')
    .select((eb) => ['slug', 'name', 'description', eb.cast<string>('input_schema', 'text').as('inputSchema')])
    .where('slug', '=', action)
    .where('app_slug', '=', app)
    .where('gone_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('ACTION_UNKNOWN');
  return { ...row, inputSchema: parseJson(row.inputSchema) as Record<string, unknown> };
}
