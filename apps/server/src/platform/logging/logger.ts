import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;

/** Where secrets could stand in what we log. Request URLs lose their query elsewhere (see request-log.ts). */
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

/** Structured logs, one JSON object a line on standard output. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, redact: { paths: SECRETS, censor: '[redacted]' }, base: null };
  return destination ? pino(options, destination) : pino(options);
}
