import type { ErrorText } from './error-text.ts';

/** Workspaces, their members and invitations. */
export const WORKSPACE_ERRORS = {
  WORKSPACE_MISSING: {
    status: 400,
    sentence: 'This key works in more than one workspace, and the request names none.',
    remedy: 'Send the workspace’s id in x-patchbay-workspace.',
  },
  WORKSPACE_AMBIGUOUS: {
    status: 400,
    sentence: 'The request names two different workspaces.',
    remedy: 'Name one: in x-patchbay-workspace, or in the connection parameters of a stream.',
  },
  WORKSPACE_UNKNOWN: {
    status: 404,
    sentence: 'There is no such workspace, or you are not in it.',
    remedy:
      'Choose another workspace, or ask to be invited. A service gives its id, not its externalId, and a key that works in it.',
  },
  WORKSPACE_ARCHIVED: {
    status: 409,
    sentence: 'This workspace is archived.',
    remedy: 'Ask an installation admin to restore it.',
  },
  WORKSPACE_CHANGED: {
    status: 409,
    sentence: 'You switched to another workspace in the meantime.',
    remedy: 'Reload the page and try again.',
  },
  NAME_DIFFERS: {
    status: 409,
    sentence: 'That is not the name of this workspace.',
    remedy: 'Type its name as it stands; nothing was deleted.',
  },
  MEMBER_UNKNOWN: { status: 404, sentence: 'There is no such member here.', remedy: 'Reload the list of members.' },
  LAST_OWNER: {
    status: 409,
    sentence: 'A workspace needs an owner, and this is the last one.',
    remedy: 'Make another member an owner first.',
  },
  INVITATION_UNKNOWN: {
    status: 404,
    sentence: 'This invitation is not open, or it is for another person.',
    remedy: 'Sign in with the invited address, or ask for a new invitation.',
  },
  ALREADY_INVITED: {
    status: 409,
    sentence: 'That person is a member or invited already.',
    remedy: 'Look in the list of members and invitations.',
  },
  LIMIT_REACHED: {
    status: 409,
    sentence: 'Limit reached.',
    remedy: 'Remove one that is not needed.',
  },
} as const satisfies Record<string, ErrorText>;
