import { z } from 'zod';

/** What is referred to by a slug, with its name for people. */
export const slugAndName = z
  .object({ slug: z.string(), name: z.string() })
  .meta({ id: 'SlugAndName', examples: [{ slug: 'github', name: 'GitHub' }] });
