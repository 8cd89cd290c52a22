import { z } from 'zod';

/** The provider's name for a kind of event: `GITHUB_COMMIT_EVENT`. */
export const triggerSlug = z.string().regex(/^[\w.:-]{1,128}$/);
