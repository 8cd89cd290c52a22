import { createHash } from 'node:crypto';
import type { ServerDeps } from '../../src/server.ts';

const hash = (password: string) => `quick:${createHash('sha256').update(password).digest('hex')}`;

/** Makes password hashing free: the real one is slow on purpose, and most tests sign up their own people. */
export async function hashPasswordsQuickly({ auth }: ServerDeps): Promise<void> {
  const { password } = await auth.$context;
  const { verify } = password;
  Object.assign(password, {
    hash: (text: string) => Promise.resolve(hash(text)),
    // Operator commands use the real hash.
    verify: (known: { hash: string; password: string }) =>
      known.hash.startsWith('quick:') ? Promise.resolve(known.hash === hash(known.password)) : verify(known),
  } satisfies Partial<typeof password>);
}
