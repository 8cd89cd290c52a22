import { matchesHash } from '../../../platform/crypto/secret.ts';
import type { Check, EndUserFacts } from '../return-facts.ts';

/**
 * The cookie set at the start must be present (RFC 6749, section 10.12: bound to the user agent's authenticated
 * state).
 */
export const sameBrowser: Check<EndUserFacts> = ({ attempt, browserSecret }) =>
  browserSecret !== undefined && matchesHash(browserSecret, attempt.browserHash);
