/** The public interface of this module. */
export { announceAdmin, linkText } from './announce-admin.ts';
export { makeAdmin } from './make-admin.ts';
