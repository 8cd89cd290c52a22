import { PatchbayError } from './error.ts';

/** How to reach Patchbay, and as whom. An option that is `undefined` or `null` is one that was left out. */
export interface ClientOptions {
  /** Where Patchbay is, for example `https://patchbay.example`; empty on Patchbay's own origin. */
  baseUrl: string;
  /** `pb_…`, from Settings → Service keys. */
  serviceKey: string;
  /** The id of the workspace to act in. */
  workspace: string;
  /** For whom the service acts: 1 to 120 visible ASCII characters, shown in histories and logs. */
  subject?: string | null | undefined;
  /** Milliseconds for one try of a call, more than 0. Default 60,000: an action may take its time. */
  timeoutMs?: number | null | undefined;
  /** How often a call that is safe to repeat is repeated, from 0 to 100. Default 3. */
  retries?: number | null | undefined;
  /** Instead of the runtime's own, for proxies and tests. */
  fetch?: typeof fetch | null | undefined;
}

/** What may differ for one call. An option that is `undefined` or `null` is one that was left out. */
export interface CallOptions {
  /** Gives the call, or the stream, up. */
  signal?: AbortSignal | null | undefined;
  timeoutMs?: number | null | undefined;
  /** For whom this call is made, instead of the client's. */
  subject?: string | null | undefined;
}

export interface Settings {
  baseUrl: string;
  serviceKey: string;
  workspace: string;
  subject: string | undefined;
  timeoutMs: number;
  retries: number;
  fetch: typeof fetch;
}

/** Options of one call, checked. */
export interface CallSettings {
  signal: AbortSignal | undefined;
  timeoutMs: number | undefined;
  subject: string | undefined;
}

/** What timers take: more would run out at once. */
const MOST_MS = 2 ** 31 - 1;
const MOST_RETRIES = 100;
/** What a header takes as it is. */
const VISIBLE_ASCII = /^[!-~]*$/;

/** Throws OPTION_INVALID for what is none: a wrong option would else be found by a call that never ends, or never begins. */
export function settingsFrom(options: ClientOptions): Settings {
  return {
    baseUrl: addressOf(options.baseUrl),
    serviceKey: checked('serviceKey', options.serviceKey, isHeader),
    workspace: checked('workspace', options.workspace, isHeader),
    subject: optional('subject', options.subject, isHeader),
    timeoutMs: timeoutOf(options.timeoutMs) ?? 60_000,
    retries: optional('retries', options.retries, isCount) ?? 3,
    fetch: optional('fetch', options.fetch, isFunction) ?? ((...call) => fetch(...call)),
  };
}

/** The same for the options of one call. */
export function callSettingsFrom(options: CallOptions | null | undefined): CallSettings {
  return {
    signal: optional('signal', options?.signal, (value) => value instanceof AbortSignal),
    timeoutMs: timeoutOf(options?.timeoutMs),
    subject: optional('subject', options?.subject, isHeader),
  };
}

function timeoutOf(given: number | null | undefined): number | undefined {
  const ms = optional('timeoutMs', given, (value) => typeof value === 'number' && value > 0);
  return ms === undefined ? undefined : Math.min(Math.ceil(ms), MOST_MS);
}

function addressOf(given: string): string {
  const address = checked('baseUrl', given, (value) => value === '' || isAddress(value));
  return address.replace(/\/+$/, '');
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function isHeader(value: unknown): boolean {
  return typeof value === 'string' && VISIBLE_ASCII.test(value);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_RETRIES;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function optional<Value>(
  name: string,
  value: Value,
  isRight: (value: unknown) => boolean,
): NonNullable<Value> | undefined {
  return value === undefined || value === null ? undefined : checked<NonNullable<Value>>(name, value, isRight);
}

function checked<Value>(name: string, value: Value, isRight: (value: unknown) => boolean): Value {
  if (isRight(value)) return value;
  throw new PatchbayError('OPTION_INVALID', `the option ${name} has a value that it cannot have`);
}

interface KeyedRequest {
  credentials: 'omit';
  headers: Record<string, string>;
}

/** No cookies: a session beside a key is refused. */
export function requestInit({ serviceKey, workspace, subject }: Settings, options: CallSettings): KeyedRequest {
  const named = options.subject ?? subject;
  return {
    credentials: 'omit',
    headers: {
      authorization: `Bearer ${serviceKey}`,
      'x-patchbay-workspace': workspace,
      ...(named !== undefined && { 'x-patchbay-subject': named }),
    },
  };
}
