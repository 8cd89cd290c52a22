import { AsyncLocalStorage } from 'node:async_hooks';

/** Fields that are added to every log line of a request or a job. */
export interface LogContext {
  /** Names the request; a job has the name of the request that sent it. */
  reference?: string;
  /** Of W3C Trace Context, where the request came with one; the flags are only passed on. */
  traceId?: string;
  traceFlags?: string;
  workspaceId?: string;
  userId?: string;
  keyId?: string;
  job?: string;
}

const contexts = new AsyncLocalStorage<LogContext>();

/** Runs `work`, and all that it starts, with `context` in its log lines. */
export function withLogContext<Result>(context: LogContext, work: () => Result): Result {
  return contexts.run(context, work);
}

/** Adds what became known on the way, such as the caller. Without a context, as in a script, nothing happens. */
export function addToLogContext(fields: LogContext): void {
  const context = contexts.getStore();
  if (context) Object.assign(context, fields);
}

export function logContext(): LogContext | undefined {
  return contexts.getStore();
}

/** The fields of a line. */
export function logFields(): Omit<LogContext, 'traceFlags'> {
  const { traceFlags: _, ...fields } = contexts.getStore() ?? {};
  return fields;
}

/** The part that is passed on to a job. */
export function originOf({ reference, traceId, traceFlags }: LogContext): LogContext {
  return {
    ...(reference !== undefined && { reference }),
    ...(traceId !== undefined && { traceId }),
    ...(traceFlags !== undefined && { traceFlags }),
  };
}
