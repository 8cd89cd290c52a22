import { documented } from '../../platform/trpc/documented.ts';

export const healthDocs = documented('The health of a workspace: what does not work, and what to do about it.', {
  get: {
    summary: 'Get the health of the workspace',
    description:
      'What does not work in the workspace and in the installation that it runs on, the worst first: connections, endpoints, the ' +
      'provider’s key, the webhook and the catalog. Answered from what is stored: the provider is asked every five minutes.',
  },
});
