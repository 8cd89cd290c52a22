import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import type { ServerModule } from '../../platform/server-module.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { createInstallationKey, createInstallationKeyInput } from './create-installation-key.ts';
import { InstallationKey } from './installation-key.entity.ts';
import type { InstallationKeysDeps } from './installation-keys.deps.ts';
import {
  listInstallationKeys,
  listInstallationKeysInput,
  listInstallationKeysOutput,
} from './list-installation-keys.ts';
import { installationSecretOutput } from './read-installation-keys.ts';
import { revokeInstallationKey } from './revoke-installation-key.ts';
import { rotateInstallationKey, rotateInstallationKeyInput } from './rotate-installation-key.ts';

export interface InstallationKeysModuleDeps extends InstallationKeysDeps {
  procedures: Procedures;
  installationKey: string | null;
}

/** For people only: a stolen key that could create keys could never be fully revoked. */
function installationKeysRouter(deps: InstallationKeysModuleDeps) {
  const admin = deps.procedures.installationAdmin;
  return t.router({
    list: admin
      .input(listInstallationKeysInput)
      .output(listInstallationKeysOutput)
      .query(({ ctx, input }) => listInstallationKeys(deps, ctx, input)),
    create: admin
      .input(createInstallationKeyInput)
      .output(installationSecretOutput)
      .mutation(({ ctx, input }) => createInstallationKey(deps, ctx, input)),
    rotate: admin
      .input(rotateInstallationKeyInput)
      .output(installationSecretOutput)
      .mutation(({ ctx, input }) => rotateInstallationKey(deps, ctx, input)),
    revoke: admin
      .input(inputObject({ id: idSchema }))
      .output(z.object({}))
      .mutation(({ ctx, input }) => revokeInstallationKey(deps, ctx, input).then(() => ({}))),
  });
}

/** Keys with which a customer's services manage the workspaces of this installation. */
export const installationKeysModule = {
  name: 'installation-keys',
  entities: [InstallationKey],
  routers: (deps: InstallationKeysModuleDeps) => ({ installationKeys: installationKeysRouter(deps) }),
} satisfies ServerModule<InstallationKeysModuleDeps>;
