import { endUserIdInput, tagsFilter } from '@patchbay/contracts';

/** Fields of a list's input that choose connections by their end user and tags. */
export const endUserFields = {
  endUserId: endUserIdInput.optional().describe('Only of this end user.'),
  tags: tagsFilter
    .optional()
    .describe('Only of connections with all of these tags, each `name=value`. Repeat the parameter for more than one.'),
};
