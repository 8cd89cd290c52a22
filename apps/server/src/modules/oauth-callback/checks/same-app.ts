import type { Check, EndUserFacts } from '../return-facts.ts';

/**
 * Each app has its own return path, and it must belong to the attempt's app: otherwise one app could respond in
 * another's flow (RFC 9207 and RFC 9700, section 4.4, mix-up).
 */
export const sameApp: Check<EndUserFacts> = ({ attempt, appName }) => appName === attempt.appSlug;
