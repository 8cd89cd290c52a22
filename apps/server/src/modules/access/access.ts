import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';

/** Who did something, as stored in the history: a copy, because names change and people leave. */
export const actorSchema = z
  .object({
    kind: z.enum(['user', 'service', 'end_user', 'installation', 'provider', 'system']),
    id: z.string(),
    name: z.string(),
  })
  .meta({ id: 'Actor', examples: [{ kind: 'service', id: '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c', name: 'Billing' }] });

export type Actor = z.infer<typeof actorSchema>;

export const PROVIDER: Actor = { kind: 'provider', id: 'composio', name: 'Composio' };
export const SYSTEM: Actor = { kind: 'system', id: 'sweeper', name: 'Patchbay' };

/** What a use case receives for an authorized caller: a unit of work of its own, the workspace, and the caller. */
export interface Access {
  em: EntityManager;
  workspaceId: string;
  workspaceName: string;
  role: Role;
  actor: Actor;
}
