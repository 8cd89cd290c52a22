import type { z } from 'zod';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { appMetadataSchema, appSlug, triggerSlug } from '../catalog/index.ts';
import type { Access } from '../access/index.ts';
import { findTriggerType } from './find-trigger-type.ts';

export const getTriggerTypeInput = inputObject({ app: appSlug, trigger: triggerSlug });

/** Includes the JSON Schemas of its configuration and its payload. */
export const getTriggerTypeOutput = appMetadataSchema.shape.triggers.element;

export function getTriggerType(
  { em }: Pick<Access, 'em'>,
  input: z.infer<typeof getTriggerTypeInput>,
): Promise<z.infer<typeof getTriggerTypeOutput>> {
  return findTriggerType(em, input);
}
