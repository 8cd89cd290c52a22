import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
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

/** A condition on rows of `composio_actions_cache`, for each policy. The tags are the provider's. */
export const ACTIONS_OF: Record<Policy, string> = {
  important: `tags ? 'important'`,
  all: 'true',
  'read-only': `tags ? 'readOnlyHint'`,
  none: 'false',
};

/** The same for the policy of a workspace (`$1`) for an app (`$3`). */
export const FIRST_ACTIONS = `
  case coalesce((select policy from action_policies where workspace_id = $1 and action_policies.app_slug = $3), '${DEFAULT}')
    ${POLICIES.map((policy) => `when '${policy}' then ${ACTIONS_OF[policy]}`).join(' ')} end`;

export const policyInput = inputObject({ app: appSlug });
export const setPolicyInput = policyInput.extend({ policy: policySchema });
export const policyOutput = z.object({
  policy: policySchema,
  /** Whether the workspace has not chosen yet. */
  isDefault: z.boolean(),
});

/** What new connections of the app start with. */
export async function readPolicy(
  em: EntityManager,
  workspaceId: string,
  app: string,
): Promise<z.infer<typeof policyOutput>> {
  const [row] = await executeSql<{ policy: Policy }>(
    em,
    'select policy from action_policies where workspace_id = $1 and app_slug = $2',
    [workspaceId, app],
  );
  return { policy: row?.policy ?? DEFAULT, isDefault: row === undefined };
}

/** Chooses for connections made from now on; those there are keep what they have. */
export async function setPolicy(
  { clock }: { clock: Clock },
  { em, workspaceId, actor }: Access,
  { app, policy }: z.infer<typeof setPolicyInput>,
): Promise<z.infer<typeof policyOutput>> {
  if (!(await findApp(em, app))) throw new AppError('APP_UNKNOWN');
  await executeSql(
    em,
    `insert into action_policies (workspace_id, app_slug, policy, chosen_by, chosen_at) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, app_slug) do update
        set policy = excluded.policy, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`,
    [workspaceId, app, policy, JSON.stringify(actor), clock.now()],
  );
  return { policy, isDefault: false };
}
