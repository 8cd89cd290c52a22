/** What other modules may use. */
export { announceAdmin, linkText } from './announce-admin.ts';
export { makeAdmin } from './make-admin.ts';
