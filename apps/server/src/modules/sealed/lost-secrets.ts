import type { EntityManager } from '@mikro-orm/postgresql';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { countSealed, type SealedCounts } from './count-sealed.ts';

interface Told {
  says: string;
  remedy: string;
}

/** What is wrong with the stored secrets, and what to do; undefined when the current secret opens all of them. */
export function troubleWithSealed({ previous, lost }: SealedCounts): (Told & { isLost: boolean }) | undefined {
  if (lost > 0) return { says: `${counted(lost)} were sealed under a PATCHBAY_SECRET that is not set here.`, ...LOST };
  if (previous > 0) return { says: `${counted(previous)} are sealed under PATCHBAY_SECRET_PREVIOUS.`, ...PREVIOUS };
  return undefined;
}

const counted = (count: number) => `${count} of the stored secrets`;

const LOST = {
  isLost: true,
  remedy:
    'Set PATCHBAY_SECRET_PREVIOUS to the former secret and run “npm run reseal”. If it is lost, register the webhook again and rotate the secret of every endpoint.',
};

const PREVIOUS = { isLost: false, remedy: 'Run “npm run reseal”. Until then, keep PATCHBAY_SECRET_PREVIOUS.' };

/** Runs at each start: a changed or lost secret would otherwise only show when events cannot be signed. */
export async function warnOfLostSecrets({ em, vault, log }: { em: EntityManager; vault: Vault; log: Logger }) {
  const counts = await countSealed(em, vault.versions);
  const trouble = troubleWithSealed(counts);
  if (!trouble) return;
  log[trouble.isLost ? 'error' : 'warn'](counts, `secrets: ${trouble.says} ${trouble.remedy}`);
}
