import type { MessageCheck, VerificationFacts } from '../signed-message.ts';
import { fewSignatures } from './few-signatures.ts';
import { inTime } from './in-time.ts';
import { signedWithSecret } from './signed-with-secret.ts';
import { wellFormedId } from './well-formed-id.ts';
import { wellFormedTimestamp } from './well-formed-timestamp.ts';

export type Objection = 'id' | 'timestamp' | 'time' | 'signatures' | 'signature';

/** In order: the cheap checks first, the HMAC last. */
const CHECKS: [MessageCheck, Objection][] = [
  [wellFormedId, 'id'],
  [wellFormedTimestamp, 'timestamp'],
  [inTime, 'time'],
  [fewSignatures, 'signatures'],
  [signedWithSecret, 'signature'],
];

/** The first check that fails; undefined when all pass. The sender is never told which. */
export function firstFailedCheck(facts: VerificationFacts): Objection | undefined {
  return CHECKS.find(([passes]) => !passes(facts))?.[1];
}
