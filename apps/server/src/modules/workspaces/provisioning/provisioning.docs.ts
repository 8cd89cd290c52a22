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
});
