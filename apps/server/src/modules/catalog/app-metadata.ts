import { exactObject } from '@patchbay/contracts';
import { z } from 'zod';

/** What `composio_apps_cache.app_metadata` holds: the app's trigger types, by name. */
export const appMetadataSchema = z.object({
  triggers: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      description: z.string(),
      type: z.enum(['webhook', 'poll']),
      configSchema: exactObject,
      payloadSchema: exactObject,
      /** With an own OAuth client, the app has to be told where to send its events. Missing in rows of before. */
      needsEndpoint: z.boolean().optional(),
    }),
  ),
});

export type AppMetadata = z.infer<typeof appMetadataSchema>;
