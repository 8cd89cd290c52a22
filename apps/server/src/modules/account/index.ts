/** What other modules may use. */
export { givePassword } from './give-password.ts';
