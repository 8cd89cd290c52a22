import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type Expression, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import { appSlug, findApp } from '../catalog/index.ts';
import type { Access } from '../access/index.ts';

/**
 * Which of an app's actions a new connection starts with: those the provider calls important, all, those that only read,
 * or none. Permanent: stored.
 */
const POLICIES = ['important', 'all', 'read-only', 'none'] as const;

export const policySchema = z.enum(POLICIES);

export type Policy = z.infer<typeof policySchema>;

const DEFAULT: Policy = 'important';

/** For each policy, a condition on the tags that the provider gives its actions. */
export const ACTIONS_OF: Record<Policy, (tags: Expression<string[]>) => RawBuilder<boolean>> = {
  important: (tags) => sql`${tags} ? 'important'`,
  all: () => sql`true`,
  'read-only': (tags) => sql`${tags} ? 'readOnlyHint'`,
  none: () => sql`false`,
};

/** The same for the policy of a workspace for an app. */
export function firstActions(kysely: Kysely<Tables>, tags: Expression<string[]>, app: AppKey): RawBuilder<boolean> {
  const cases = POLICIES.map((policy) => sql`when ${policy} then ${ACTIONS_OF[policy](tags)}`);
  return sql`case coalesce((${chosenPolicy(kysely, app)}), ${DEFAULT}) ${sql.join(cases, sql` `)} end`;
}

interface AppKey {
  workspaceId: string;
  app: string;
}

const chosenPolicy = (kysely: Kysely<Tables>, { workspaceId, app }: AppKey) =>
  kysely
    .selectFrom('action_policies')
    .select('policy')
    .where('workspace_id', '=', workspaceId)
    .where('app_slug', '=', app);

export const policyInput = inputObject({ app: appSlug });
export const setPolicyInput = policyInput.extend({ policy: policySchema });
export const policyOutput = z
  .object({
    policy: policySchema,
    /** Whether the workspace has not chosen yet. */
    isDefault: z.boolean(),
  })
  .meta({ id: 'ActionPolicy' });

/** What new connections of the app start with. */
export async function readPolicy(
  em: EntityManager,
  workspaceId: string,
  app: string,
): Promise<z.infer<typeof policyOutput>> {
  const row = await chosenPolicy(db(em), { workspaceId, app }).executeTakeFirst();
  return { policy: row?.policy ?? DEFAULT, isDefault: row === undefined };
}

/** Applies to connections created from now on; existing ones do not change. */
export async function setPolicy(
  { clock }: { clock: Clock },
  { em, workspaceId, actor }: Access,
  { app, policy }: z.infer<typeof setPolicyInput>,
): Promise<z.infer<typeof policyOutput>> {
  if (!(await findApp(em, app))) throw new AppError('APP_UNKNOWN');
  const chosen = { policy, chosen_by: jsonValue(actor), chosen_at: clock.now() };
  await db(em)
    .insertInto('action_policies')
    .values({ workspace_id: workspaceId, app_slug: app, ...chosen })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'app_slug']).doUpdateSet(chosen))
    .execute();
  return { policy, isDefault: false };
}

/** Must be called when the workspace was deleted. */
export async function forgetPolicies(em: EntityManager, workspaceId: string): Promise<void> {
  await db(em).deleteFrom('action_policies').where('workspace_id', '=', workspaceId).execute();
}
