/** How to reach Patchbay, and as whom. */
export interface ClientOptions {
  /** Where Patchbay is, for example `https://patchbay.example`. */
  baseUrl: string;
  /** `pb_…`, from Settings → Service keys. */
  serviceKey: string;
  /** The id of the workspace to act in. */
  workspace: string;
  /** For whom the service acts: 1 to 120 visible ASCII characters, shown in histories and logs. */
  subject?: string;
  /** Milliseconds for one try of a call. Default 60,000: an action may take its time. */
  timeoutMs?: number;
  /** How often a call that is safe to repeat is repeated. Default 3. */
  retries?: number;
  /** Instead of the runtime's own, for proxies and tests. */
  fetch?: typeof fetch;
}

/** What may differ for one call. */
export interface CallOptions {
  /** Gives the call, or the stream, up. */
  signal?: AbortSignal;
  timeoutMs?: number;
  /** For whom this call is made, instead of the client's. */
  subject?: string;
}

export type Settings = Required<Omit<ClientOptions, 'subject'>> & Pick<ClientOptions, 'subject'>;

export function settingsFrom(options: ClientOptions): Settings {
  return {
    timeoutMs: 60_000,
    retries: 3,
    fetch: (...call) => fetch(...call),
    ...options,
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
  };
}

interface KeyedRequest {
  credentials: 'omit';
  headers: Record<string, string>;
}

/** No cookies: a session beside a key is refused. */
export function requestInit({ serviceKey, workspace, subject }: Settings, options: CallOptions): KeyedRequest {
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
