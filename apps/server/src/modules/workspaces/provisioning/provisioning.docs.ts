import { documented } from '../../../platform/trpc/documented.ts';

const WORKSPACE = '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c';

export const provisioningDocs = documented('Provisioning: the workspaces of an installation, by an installation key.', {
  upsertWorkspaces: {
    summary: 'Create or rename workspaces',
    description:
      'Creates each workspace whose `externalId` is new, and renames each whose name differs; up to 1,000, all of them or none. ' +
      'Repeating a call changes nothing. An archived workspace stays archived.',
    example: { workspaces: [{ externalId: 'tenant-42', name: 'Acme' }] },
  },
  listWorkspaces: {
    summary: 'List workspaces',
    description:
      'The workspaces of the installation, the newest first, with how many members and connections each has.',
    example: { search: 'acme', status: 'active' },
  },
  getWorkspace: {
    summary: 'Get a workspace',
    description: 'One workspace, by `id` or by `externalId`.',
    example: { externalId: 'tenant-42' },
  },
  renameWorkspace: {
    summary: 'Rename a workspace',
    description: 'Changes the name of a workspace, named by `id` or by `externalId`.',
    example: { id: WORKSPACE, name: 'Acme Ltd' },
  },
  setDevelopment: {
    summary: 'Mark a workspace as one for development',
    description:
      'In it, connect hosts on a developer’s own machine (`http://localhost:5173` and the like) may be added, and an installation admin or key ' +
      'may approve them. Without the mark no session is created for them any more.',
    example: { id: WORKSPACE, isDevelopment: true },
  },
  archiveWorkspace: {
    summary: 'Archive a workspace',
    description:
      'Closes a workspace without losing anything: members have no access, keys are refused with `WORKSPACE_ARCHIVED` (within two ' +
      'seconds), streams end, open authorizations cannot be completed, and endpoints are turned off. Connections stay connected, and ' +
      'events are stored.',
    example: { externalId: 'tenant-42' },
  },
  restoreWorkspace: {
    summary: 'Restore an archived workspace',
    description:
      'Opens an archived workspace again, and turns on the endpoints that archiving turned off. `deliveries.recover` sends what they ' +
      'missed.',
    example: { externalId: 'tenant-42' },
  },
  deleteWorkspace: {
    summary: 'Delete a workspace',
    description:
      'Deletes a workspace permanently, archived or not: its members, keys, endpoints and connections, whose accounts are deleted at ' +
      'the provider soon after. Its `externalId` is free again.',
    example: { externalId: 'tenant-42' },
  },
});
