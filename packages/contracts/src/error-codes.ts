import { CALLER_ERRORS } from './errors/caller-errors.ts';
import { CONNECT_ERRORS } from './errors/connect-errors.ts';
import { CONNECTION_ERRORS } from './errors/connection-errors.ts';
import { EVENT_ERRORS } from './errors/event-errors.ts';
import { REQUEST_ERRORS } from './errors/request-errors.ts';
import { WORKSPACE_ERRORS } from './errors/workspace-errors.ts';

export type { ErrorText } from './errors/error-text.ts';

/**
 * Every error of Patchbay. Codes are permanent: clients branch on them, so a code is never renamed or reused.
 * Sentences may be improved at any time.
 */
export const ERRORS = {
  ...REQUEST_ERRORS,
  ...CALLER_ERRORS,
  ...WORKSPACE_ERRORS,
  ...CONNECT_ERRORS,
  ...CONNECTION_ERRORS,
  ...EVENT_ERRORS,
} as const;

export type ErrorCode = keyof typeof ERRORS;
