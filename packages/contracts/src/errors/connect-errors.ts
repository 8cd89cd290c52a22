import type { ErrorText } from './error-text.ts';

/** Connect sessions and their hosts. */
export const CONNECT_ERRORS = {
  CONNECT_SESSION_UNKNOWN: {
    status: 404,
    sentence: 'There is no such connect session, or nothing in it to confirm.',
    remedy: 'Create a new session for this user.',
  },
  CONNECT_SESSION_OPENED: {
    status: 409,
    sentence: 'This link was already opened.',
    remedy: 'Go on in the window that opened it, or open the page in the product again.',
  },
  CONNECT_SESSION_ENDED: {
    status: 401,
    sentence: 'This session has ended.',
    remedy: 'Open the page in the product again.',
  },
  CONNECT_FLOW_UNKNOWN: {
    status: 404,
    sentence: 'This window belongs to nothing that is being connected.',
    remedy: 'Close it and start again.',
  },
  CONFIRMATION_REFUSED: {
    status: 409,
    sentence: 'The account that was connected is not this user’s, so it was deleted.',
    remedy: 'Let the user connect again; nothing was connected.',
  },
  CONNECT_HOST_UNKNOWN: {
    status: 404,
    sentence: 'There is no such host in this workspace.',
    remedy: 'Reload the list; another person may have removed it.',
  },
  CONNECT_HOST_TAKEN: {
    status: 409,
    sentence: 'This host was already added.',
    remedy: 'Remove it first to change its return URLs.',
  },
  CONNECT_HOST_UNPROVED: {
    status: 409,
    sentence: 'The file that proves this host could not be read, or does not name this workspace.',
    remedy:
      'Serve the workspace’s id at /.well-known/patchbay-origin, or ask an installation admin to approve the host.',
  },
} as const satisfies Record<string, ErrorText>;
