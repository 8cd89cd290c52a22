import type { EntityManager } from '@mikro-orm/postgresql';
import { exactObject, type JsonObject } from '@patchbay/contracts';
import { parseJson } from '@patchbay/exact-json';
import { z } from 'zod';
import { page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import { appSlug, triggerSlug } from '../catalog/index.ts';
import type { Access } from '../access/index.ts';
import { findTriggerType } from './find-trigger-type.ts';
import { requireValidConfig, triggerConfig } from './trigger-config.ts';
import type { TriggersDeps } from './triggers.deps.ts';

const position = z.object({ trigger: triggerSlug });

export const listAutomaticInput = inputObject({ app: appSlug, ...pageInput(position) });

export const automaticOutput = pageOf(z.object({ trigger: z.string(), config: exactObject })).meta({
  id: 'AutomaticTriggers',
});

export const setAutomaticInput = inputObject({
  app: appSlug,
  trigger: triggerSlug,
  automatic: z.boolean(),
  config: triggerConfig.default({}),
});

/** The triggers that are enabled automatically when the app is connected in this workspace. */
export async function listAutomatic(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { app, cursor, limit }: z.infer<typeof listAutomaticInput>,
): Promise<z.infer<typeof automaticOutput>> {
  const items = await db(em)
    .selectFrom('automatic_triggers')
    .select(['trigger_slug as trigger', 'config'])
    .where('workspace_id', '=', workspaceId)
    .where('app_slug', '=', app)
    .$if(cursor !== undefined, (q) => q.where('trigger_slug', '>', cursor?.trigger ?? ''))
    .orderBy('trigger_slug')
    .limit(limit + 1)
    .execute();
  const shown = items.map(({ trigger, config }) => ({ trigger, config: parseJson(config) as JsonObject }));
  return page(shown, limit, ({ trigger }) => ({ trigger }));
}

/** Applies to future connections; existing ones stay as they are. Returns the first page of automatic triggers. */
export async function setAutomatic(
  { clock }: Pick<TriggersDeps, 'clock'>,
  access: Access,
  { app, trigger, automatic, config }: z.infer<typeof setAutomaticInput>,
): Promise<z.infer<typeof automaticOutput>> {
  const { em, workspaceId, actor } = access;
  if (automatic) {
    const type = await findTriggerType(em, { app, trigger });
    requireValidConfig(type.configSchema, config);
    const kept = { config: JSON.stringify(config) };
    const key = { workspace_id: workspaceId, app_slug: app, trigger_slug: type.slug };
    await db(em)
      .insertInto('automatic_triggers')
      .values({ ...key, ...kept, created_by: jsonValue(actor), created_at: clock.now() })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'app_slug', 'trigger_slug']).doUpdateSet(kept))
      .execute();
  } else {
    const ofApp = db(em)
      .deleteFrom('automatic_triggers')
      .where('workspace_id', '=', workspaceId)
      .where('app_slug', '=', app);
    await ofApp.where('trigger_slug', '=', trigger).execute();
  }
  return listAutomatic(access, listAutomaticInput.parse({ app }));
}

/** Must be called when the workspace was deleted. */
export async function forgetAutomaticTriggers(em: EntityManager, workspaceId: string): Promise<void> {
  await db(em).deleteFrom('automatic_triggers').where('workspace_id', '=', workspaceId).execute();
}
