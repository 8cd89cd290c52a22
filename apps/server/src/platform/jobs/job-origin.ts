import { z } from 'zod';
import { type LogContext, logContext, originOf } from '../logging/log-context.ts';

/** Where a job's data keep the request that sent it, beside what its schema knows. */
const ORIGIN = '$origin';

export function withOrigin(data: object): object {
  const context = logContext();
  const origin = context && originOf(context);
  return origin?.reference === undefined ? data : { ...data, [ORIGIN]: origin };
}

export function withoutOrigin(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !(ORIGIN in data)) return data;
  const { [ORIGIN]: _, ...rest } = data;
  return rest;
}

const facts = z.object({
  workspaceId: z.string().optional(),
  [ORIGIN]: z.object({ reference: z.string(), traceId: z.string(), traceFlags: z.string() }).partial().optional(),
});

/** What a job's log lines say. */
export function contextOf({ name, data }: { name: string; data: unknown }): LogContext {
  const { workspaceId, [ORIGIN]: origin } = facts.safeParse(data).data ?? {};
  return { job: name, ...(workspaceId !== undefined && { workspaceId }), ...origin } as LogContext;
}

/** A job that names a workspace finishes a change of its people or services; any other is upkeep of our own. */
export function callersOf(data: unknown): string[] {
  const named = z.object({ workspaceId: z.string() }).safeParse(data);
  return named.success ? [`workspace ${named.data.workspaceId}`] : [];
}
