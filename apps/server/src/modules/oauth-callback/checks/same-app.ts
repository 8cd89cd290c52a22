import type { Check } from '../return-facts.ts';

/**
 * Each app has a return path of its own, and it must be the attempt's app: otherwise one app could answer in another's
 * flow (RFC 9207 and RFC 9700, section 4.4, mix-up).
 */
export const sameApp: Check = ({ attempt, appName }) => appName === attempt.appSlug;
