import type { Response } from 'express';
import { countCall } from '../../platform/limits/limit-calls.ts';
import type { ConnectionsDeps } from './connections.deps.ts';

/** How often one workspace may have the provider asked in a minute: its quota is the whole installation's. */
export const QUESTIONS_PER_MINUTE = 120;

/** Counts what is about to be asked. Throws RATE_LIMITED, with the time to wait in Retry-After. */
export function countQuestion(
  { questions }: ConnectionsDeps,
  { res, workspaceId }: { res: Response; workspaceId: string },
): void {
  countCall(questions, res, `workspace ${workspaceId}`);
}
