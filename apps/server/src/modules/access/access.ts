import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Who did something, as stored in the history: a copy, because names change and people leave. */
export interface Actor {
  kind: 'user' | 'service' | 'provider' | 'system';
  id: string;
  name: string;
}

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
