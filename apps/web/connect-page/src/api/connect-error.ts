/** Codes that the page treats in its own way; every other one is shown as a failure. */
const KNOWN = [
  'CONNECT_SESSION_UNKNOWN',
  'CONNECT_SESSION_OPENED',
  'CONNECT_SESSION_ENDED',
  'CONNECT_FLOW_UNKNOWN',
  'CONNECTION_NOT_PENDING',
  'INPUT_INVALID',
  'RATE_LIMITED',
  'OFFLINE',
] as const;

type KnownCode = (typeof KNOWN)[number];

/** A call that failed: with the server's code, `OFFLINE` without an answer, or `FAILED` with one that says nothing. */
export class ConnectError extends Error {
  override name = 'ConnectError';
  readonly code: string;
  /** What is wrong with an input, by the name of its field. */
  readonly fields: Record<string, string>;

  constructor(code: string, fields: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.fields = fields;
  }
}

/** The code of what was thrown, if the page treats it in its own way. */
export function codeOf(thrown: unknown): KnownCode | 'FAILED' {
  const code = thrown instanceof ConnectError ? thrown.code : undefined;
  return KNOWN.find((known) => known === code) ?? 'FAILED';
}

/** Whether the session is over, in whichever way: there is no going on in it. */
export function isOver(thrown: unknown): boolean {
  return ['CONNECT_SESSION_UNKNOWN', 'CONNECT_SESSION_ENDED'].includes(codeOf(thrown));
}
