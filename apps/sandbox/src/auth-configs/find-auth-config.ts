import type { SandboxContext } from '../context.ts';
import { notFound } from '../http/api-error.ts';
import type { AuthConfigRecord } from '../store/state.ts';

/** The auth config, or 404; a deleted one counts as absent. */
export function findAuthConfig(context: SandboxContext, id: string): AuthConfigRecord {
  const config = context.store.state.authConfigs.get(id);
  if (!config || config.deletedAt !== null) throw notFound('AuthConfig', id, 607);
  return config;
}
