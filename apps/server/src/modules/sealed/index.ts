/** The public interface of this module. */
export { countSealed } from './count-sealed.ts';
export { troubleWithSealed, warnOfLostSecrets } from './lost-secrets.ts';
export { reseal } from './reseal.ts';
