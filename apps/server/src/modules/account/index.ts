/** The public interface of this module. */
export { givePassword } from './give-password.ts';
