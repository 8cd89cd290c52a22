import type { Response } from 'express';
import { countCall } from '../../platform/limits/limit-calls.ts';
import type { Access } from '../access/index.ts';
import type { ConnectionsDeps } from './connections.deps.ts';

type Asker = Pick<Access, 'workspaceId' | 'actor'> & { res: Response };

/** How often one workspace may have the provider asked in a minute: its quota is the whole installation's. */
export const QUESTIONS_PER_MINUTE = 120;

/**
 * Counts what is about to be asked, before anything is written for it: of a workspace, and of a person or key in all of
 * theirs. Throws RATE_LIMITED, with the time to wait in Retry-After.
 */
export function enforceProviderRateLimit({ questions }: ConnectionsDeps, { res, workspaceId, actor }: Asker): void {
  countCall(questions, res, `workspace ${workspaceId}`);
  countCall(questions, res, `${actor.kind} ${actor.id}`);
}
