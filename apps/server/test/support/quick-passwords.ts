import { createHash } from 'node:crypto';
import type { AppDeps } from '../../src/server.ts';

const hash = (password: string) => createHash('sha256').update(password).digest('hex');

/** Has passwords hashed at no cost: the real one is slow on purpose, and most tests sign up people of their own. */
export async function hashPasswordsQuickly({ auth }: AppDeps): Promise<void> {
  const { password } = await auth.$context;
  Object.assign(password, {
    hash: (text: string) => Promise.resolve(hash(text)),
    verify: (known: { hash: string; password: string }) => Promise.resolve(known.hash === hash(known.password)),
  } satisfies Partial<typeof password>);
}
