import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { limitRepeats } from './limit-repeats.ts';
import { logFields } from './log-context.ts';
import { PROCESS_NAME } from './process-name.ts';
import { scrub } from './scrub.ts';

export type Logger = PinoLogger;

/** Paths in logged objects that could contain secrets. The query of request URLs is removed elsewhere (see request-log.ts). */
const SECRETS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  '*.password',
  '*.secret',
  '*.apiKey',
  '*.nonce',
  '*.redirectUrl',
];

/**
 * Structured logs, one JSON object a line on standard output, each with the process and what is known of the request or job
 * (see log-context.ts). `known` secrets are redacted literally. Repeated lines are limited.
 */
export function createLogger(level: string, destination?: DestinationStream, known: string[] = []): Logger {
  const hooks = { streamWrite: (line: string) => scrub(line, known), logMethod: limitRepeats() };
  const options = {
    level,
    redact: { paths: SECRETS, censor: '[redacted]' },
    base: { process: PROCESS_NAME },
    mixin: logFields,
    hooks,
  };
  return destination ? pino(options, destination) : pino(options);
}
