import { documented } from '../../platform/trpc/documented.ts';

const ID = '0199f3a2-5c30-7e61-9f3c-2e9c703a4d5e';

export const serviceKeysDocs = documented('Service keys: with which services act in a workspace.', {
  list: {
    summary: 'List service keys',
    description: 'Every key that may act in the workspace, by name; revoked keys come last.',
    example: { limit: 50 },
  },
  create: {
    summary: 'Create a service key',
    description:
      'Creates a key of the workspace. `token` is in no other answer. With `workspaceIds` it may act in other workspaces too.',
    errors: ['LIMIT_REACHED'],
    example: { name: 'Agent runner', scopes: ['connections:read', 'actions:execute'], expiresInDays: null },
  },
  rotate: {
    summary: 'Rotate a service key',
    description: 'Gives a key a new secret. The current one stays valid for `overlapSeconds`, a day by default.',
    errors: ['KEY_UNKNOWN'],
    example: { id: ID, overlapSeconds: 3600 },
  },
  revoke: {
    summary: 'Revoke a service key',
    description:
      'Ends a key permanently, within two seconds. A key that another workspace manages ends in this workspace only.',
    errors: ['KEY_UNKNOWN'],
    example: { id: ID },
  },
});
