import { DEFAULT_EVENT_TYPES, OUTGOING_EVENT_TYPES, outgoingEventType } from '@patchbay/contracts';
import { z } from 'zod';

/** Which events to list or follow. Trigger messages unless others are asked for: there was nothing else once. */
export const eventTypes = z
  .array(outgoingEventType)
  .min(1)
  .max(OUTGOING_EVENT_TYPES.length)
  .default([...DEFAULT_EVENT_TYPES])
  .describe('The types of events. Without it: trigger messages.');
