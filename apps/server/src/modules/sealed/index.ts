/** What other modules may use. */
export { countSealed } from './count-sealed.ts';
export { troubleWithSealed, warnOfLostSecrets } from './lost-secrets.ts';
export { reseal } from './reseal.ts';
