import { PatchbayError } from './error.ts';

/** How to reach Patchbay, and with which key. An option that is `undefined` or `null` counts as not given. */
export interface ClientOptions {
  /** Patchbay's address, for example `https://patchbay.example`; empty for the page's own origin. */
  baseUrl: string;
  /** `pb_…`, from Settings → Service keys. */
  serviceKey: string;
  /** The id of the workspace to act in. */
  workspace: string;
  /** The end user that the service acts for: 1 to 120 visible ASCII characters, shown in histories and logs. */
  subject?: string | null | undefined;
  /** Timeout of one try in milliseconds, more than 0. Default 60,000, because actions may take long. */
  timeoutMs?: number | null | undefined;
  /** Maximum number of retries of a call that is safe to repeat, from 0 to 100. Default 3. */
  retries?: number | null | undefined;
  /** Replaces the runtime's `fetch`, for proxies and tests. */
  fetch?: typeof fetch | null | undefined;
}

/** How to reach Patchbay, and with which installation key. */
export interface InstallationClientOptions extends Omit<ClientOptions, 'serviceKey' | 'workspace' | 'subject'> {
  /** `pbi_…`, from Installation → Keys, or the value of PATCHBAY_INSTALLATION_KEY. */
  installationKey: string;
}

/** Options of one call. An option that is `undefined` or `null` counts as not given. */
export interface CallOptions {
  /** Aborts the call or the stream. */
  signal?: AbortSignal | null | undefined;
  timeoutMs?: number | null | undefined;
  /** The end user of this call, instead of the client's. */
  subject?: string | null | undefined;
}

export interface Settings {
  baseUrl: string;
  key: string;
  /** Undefined for calls that concern the installation. */
  workspace: string | undefined;
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

/** The maximum of timers: a larger value would fire immediately. */
const MAX_MS = 2 ** 31 - 1;
const MAX_RETRIES = 100;
/** What a header can hold without encoding. */
const VISIBLE_ASCII = /^[!-~]*$/;

/**
 * Throws OPTION_INVALID for invalid values: otherwise a wrong option would show as a call that never ends or never
 * starts.
 */
export function settingsFrom(options: ClientOptions): Settings {
  return {
    ...sharedSettingsFrom(options),
    key: checked('serviceKey', options.serviceKey, isHeader),
    workspace: checked('workspace', options.workspace, isHeader),
    subject: optional('subject', options.subject, isHeader),
  };
}

/** The same for an installation key. */
export function installationSettingsFrom(options: InstallationClientOptions): Settings {
  const key = checked('installationKey', options.installationKey, isHeader);
  return { ...sharedSettingsFrom(options), key, workspace: undefined, subject: undefined };
}

/** The same settings, for calls in one workspace. */
export function inWorkspace(settings: Settings, id: string): Settings {
  return { ...settings, workspace: checked('workspace', id, (value) => value !== '' && isHeader(value)) };
}

function sharedSettingsFrom({
  baseUrl,
  timeoutMs,
  retries,
  fetch: given,
}: Omit<InstallationClientOptions, 'installationKey'>) {
  return {
    baseUrl: addressOf(baseUrl),
    timeoutMs: timeoutOf(timeoutMs) ?? 60_000,
    retries: optional('retries', retries, isCount) ?? 3,
    fetch: optional('fetch', given, isFunction) ?? ((...call: Parameters<typeof fetch>) => fetch(...call)),
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
  return ms === undefined ? undefined : Math.min(Math.ceil(ms), MAX_MS);
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
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_RETRIES;
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
  // Mostly a variable of the environment that is not set.
  const isMissing = value === undefined || value === null || value === '';
  const problem = isMissing ? 'is missing' : 'has a value that it cannot have';
  throw new PatchbayError('OPTION_INVALID', `the option ${name} ${problem}`);
}

interface KeyedRequest {
  credentials: 'omit';
  headers: Record<string, string>;
}

/** Without cookies: a session together with a key is refused. */
export function requestInit({ key, workspace, subject }: Settings, options: CallSettings): KeyedRequest {
  const named = options.subject ?? subject;
  return {
    credentials: 'omit',
    headers: {
      authorization: `Bearer ${key}`,
      ...(workspace !== undefined && { 'x-patchbay-workspace': workspace }),
      ...(named !== undefined && { 'x-patchbay-subject': named }),
    },
  };
}
