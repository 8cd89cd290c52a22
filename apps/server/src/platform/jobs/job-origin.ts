import { z } from 'zod';
import { type LogContext, logContext, originOf } from '../logging/log-context.ts';

/** The key in a job's data for the request that sent it, in addition to the fields of its schema. */
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

/** A job that names a workspace finishes a change of its people or services; any other is maintenance. */
export function callersOf(data: unknown): string[] {
  const named = z.object({ workspaceId: z.string() }).safeParse(data);
  return named.success ? [`workspace ${named.data.workspaceId}`] : [];
}
