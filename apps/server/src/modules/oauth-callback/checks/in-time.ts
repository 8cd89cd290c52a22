import type { Check, EndUserFacts } from '../return-facts.ts';

/**
 * A nonce is valid until the attempt's deadline, to the millisecond (RFC 9700, section 4.7: bound to one
 * transaction).
 */
export const inTime: Check<EndUserFacts> = ({ attempt, now }) => now < attempt.expiresAt;
