import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Procedures } from '../access/index.ts';
import { createKey, createKeyInput, secretOutput } from './create-key.ts';
import { listKeys, listKeysInput, listKeysOutput } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey, rotateKeyInput } from './rotate-key.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

export interface ServiceKeysRouterDeps extends ServiceKeysDeps {
  procedures: Procedures;
}

/** People only: a stolen key that could create keys could never be fully revoked. */
export function serviceKeysRouter(deps: ServiceKeysRouterDeps) {
  const admin = deps.procedures.inWorkspace('admin');
  return t.router({
    list: admin
      .input(listKeysInput)
      .output(listKeysOutput)
      .query(({ ctx, input }) => listKeys(deps, ctx, input)),
    create: admin
      .input(createKeyInput)
      .output(secretOutput)
      .mutation(({ ctx, input }) => createKey(deps, ctx, input)),
    rotate: admin
      .input(rotateKeyInput)
      .output(secretOutput)
      .mutation(({ ctx, input }) => rotateKey(deps, ctx, input)),
    revoke: admin
      .input(inputObject({ id: idSchema }))
      .output(z.object({}))
      .mutation(({ ctx, input }) => revokeKey(deps, ctx, input).then(() => ({}))),
  });
}
