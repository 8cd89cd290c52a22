import type { Response } from 'express';
import { countCall } from '../../platform/limits/limit-calls.ts';
import type { Access } from '../access/index.ts';
import type { ConnectionsDeps } from './connections.deps.ts';

type Asker = Pick<Access, 'workspaceId' | 'actor'> & { res: Response };

/** Provider calls per workspace and minute: all workspaces share the installation's quota. */
export const QUESTIONS_PER_MINUTE = 120;

/**
 * Counts a provider call before anything is written for it: per workspace, and per person or key across workspaces.
 * Throws RATE_LIMITED with the time to wait in Retry-After.
 */
export function enforceProviderRateLimit({ questions }: ConnectionsDeps, { res, workspaceId, actor }: Asker): void {
  countCall(questions, res, `workspace ${workspaceId}`);
  countCall(questions, res, `${actor.kind} ${actor.id}`);
}
