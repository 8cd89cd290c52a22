import { exactObject, type JsonObject } from '@patchbay/contracts';
import { parseJson } from '@patchbay/exact-json';
import { z } from 'zod';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { appSlug, triggerSlug } from '../catalog/index.ts';
import type { Access } from '../access/index.ts';
import { findTriggerType } from './find-trigger-type.ts';
import { requireValidConfig, triggerConfig } from './trigger-config.ts';
import type { TriggersDeps } from './triggers.deps.ts';

const place = z.object({ trigger: triggerSlug });

export const listAutomaticInput = inputObject({ app: appSlug, ...pageInput(place) });

export const automaticOutput = pageOf(z.object({ trigger: z.string(), config: exactObject }));

export const setAutomaticInput = inputObject({
  app: appSlug,
  trigger: triggerSlug,
  automatic: z.boolean(),
  config: triggerConfig.default({}),
});

/** The triggers that are enabled by themselves when the app is connected in this workspace. */
export async function listAutomatic(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { app, cursor, limit }: z.infer<typeof listAutomaticInput>,
): Promise<z.infer<typeof automaticOutput>> {
  const items = await executeSql<{ trigger: string; config: string }>(
    em,
    `select trigger_slug as trigger, config from automatic_triggers
      where workspace_id = $1 and app_slug = $2 and ($3::text is null or trigger_slug > $3)
      order by trigger_slug limit $4`,
    [workspaceId, app, cursor?.trigger ?? null, limit + 1],
  );
  const shown = items.map(({ trigger, config }) => ({ trigger, config: parseJson(config) as JsonObject }));
  return page(shown, limit, ({ trigger }) => ({ trigger }));
}

/** From the next connecting on; what is connected already stays as it is. Answers the first page of them. */
export async function setAutomatic(
  { clock }: Pick<TriggersDeps, 'clock'>,
  access: Access,
  { app, trigger, automatic, config }: z.infer<typeof setAutomaticInput>,
): Promise<z.infer<typeof automaticOutput>> {
  const { em, workspaceId, actor } = access;
  if (automatic) {
    const type = await findTriggerType(em, { app, trigger });
    requireValidConfig(type.configSchema, config);
    await executeSql(
      em,
      `insert into automatic_triggers (workspace_id, app_slug, trigger_slug, config, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (workspace_id, app_slug, trigger_slug) do update set config = excluded.config`,
      [workspaceId, app, type.slug, JSON.stringify(config), JSON.stringify(actor), clock.now()],
    );
  } else {
    const where = 'where workspace_id = $1 and app_slug = $2 and trigger_slug = $3';
    await executeSql(em, `delete from automatic_triggers ${where}`, [workspaceId, app, trigger]);
  }
  return listAutomatic(access, listAutomaticInput.parse({ app }));
}
