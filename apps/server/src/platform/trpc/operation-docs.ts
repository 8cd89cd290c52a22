import type { ErrorCode } from '@patchbay/contracts';
import type { z } from 'zod';

/** What the API reference says about one operation, beyond what its schemas already say. Stands beside the procedure, as its `meta`. */
export interface OperationDocs {
  /** What the tag of the operation holds: the same sentence for all procedures of a router. */
  tag: string;
  /** A verb and its object: `List connections`. */
  summary: string;
  /** Sentences for a developer: what it does, and what to know before calling it. Markdown. */
  description: string;
  /** Codes it can answer besides those of every operation. */
  errors?: readonly ErrorCode[];
  /** A complete input; the tests parse it. */
  example?: Record<string, unknown>;
  /** What each event of a stream holds. */
  events?: z.ZodType;
}
