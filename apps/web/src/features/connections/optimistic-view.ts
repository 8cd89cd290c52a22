import type { ConnectionView } from '@patchbay/contracts';
import { serverNow } from '../../shared/server-clock.ts';

const PREFIX = 'optimistic-';

interface NewApp {
  slug: string;
  name: string;
  logo: string | null;
  needsAuth: boolean;
  asksFirst: boolean;
}

/** How a connection will look when the server has added it. Never sent. */
export function optimisticView(
  { slug, name, logo, needsAuth, asksFirst }: NewApp,
  label: string,
  by: { id: string; name: string },
): ConnectionView {
  const at = new Date(serverNow()).toISOString();
  return {
    id: `${PREFIX}${slug}-${label}`,
    app: { slug, name, logo, needsAuth, asksFirst },
    label,
    endUser: null,
    tags: {},
    status: 'added',
    health: { level: 'inactive', reasons: [] },
    reason: null,
    attempt: null,
    account: null,
    addedBy: { id: by.id, name: by.name },
    connectedBy: null,
    connectedAt: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}

/** Whether the server does not know the connection yet, so that it cannot be queried. */
export function isOptimistic({ id }: { id: string }): boolean {
  return id.startsWith(PREFIX);
}
