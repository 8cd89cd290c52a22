import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { poolOf } from '../../platform/orm/database.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Actor } from '../access/index.ts';
import { readSignUpMode, saveSignUpMode, SIGN_UP_MODES, type SignUpMode } from '../identity/index.ts';

export interface SignUpSettingDeps {
  orm: MikroORM;
  signUp: SignUpMode | null;
  log: Logger;
}

export const setSignUpInput = inputObject({ mode: z.enum(SIGN_UP_MODES) });

export const signUpOutput = z.object({
  mode: z.enum(SIGN_UP_MODES),
  /** The environment variable that fixes the mode, if set: it cannot be changed here then. */
  fixedBy: z.literal('SIGN_UP').nullable(),
});

export async function readSignUp({ orm, signUp }: SignUpSettingDeps): Promise<z.infer<typeof signUpOutput>> {
  const mode = await readSignUpMode({ pool: await poolOf(orm), signUp });
  return { mode, fixedBy: signUp ? 'SIGN_UP' : null };
}

/** Sets who may create an account. Throws SETTING_FIXED when SIGN_UP is set. */
export async function setSignUp(
  deps: SignUpSettingDeps,
  { em, actor }: { em: EntityManager; actor: Actor },
  { mode }: z.infer<typeof setSignUpInput>,
): Promise<z.infer<typeof signUpOutput>> {
  if (deps.signUp) throw new AppError('SETTING_FIXED');
  await saveSignUpMode(em, mode);
  deps.log.info({ mode, userId: actor.id }, 'installation: the sign-up mode was changed');
  return { mode, fixedBy: null };
}
