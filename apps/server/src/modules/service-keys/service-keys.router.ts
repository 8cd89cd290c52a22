import { z } from 'zod';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { createKey, createKeyInput, secretOutput } from './create-key.ts';
import { listKeys, listKeysInput, listKeysOutput } from './list-keys.ts';
import { revokeKey, revokeKeyInput } from './revoke-key.ts';
import { rotateKey, rotateKeyInput } from './rotate-key.ts';
import { serviceKeysDocs } from './service-keys.docs.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

export interface ServiceKeysRouterDeps extends ServiceKeysDeps {
  procedures: Procedures;
}

/** Not for service keys: a stolen key that could create keys could never be fully revoked. */
export function serviceKeysRouter(deps: ServiceKeysRouterDeps) {
  const { alsoByInstallation } = deps.procedures;
  const admin = alsoByInstallation('admin', 'service-keys:write');
  return t.router({
    list: alsoByInstallation('admin', 'service-keys:read')
      .meta(serviceKeysDocs.list)
      .input(listKeysInput)
      .output(listKeysOutput)
      .query(({ ctx, input }) => listKeys(deps, ctx, input)),
    create: admin
      .meta(serviceKeysDocs.create)
      .input(createKeyInput)
      .output(secretOutput)
      .mutation(({ ctx, input }) => createKey(deps, ctx, input)),
    rotate: admin
      .meta(serviceKeysDocs.rotate)
      .input(rotateKeyInput)
      .output(secretOutput)
      .mutation(({ ctx, input }) => rotateKey(deps, ctx, input)),
    revoke: admin
      .meta(serviceKeysDocs.revoke)
      .input(revokeKeyInput)
      .output(z.object({}))
      .mutation(({ ctx, input }) => revokeKey(deps, ctx, input).then(() => ({}))),
  });
}
