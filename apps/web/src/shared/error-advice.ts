/** Who can fix an error. */
export type Fixer = 'you' | 'admin' | 'provider' | 'operator';

export interface ErrorAdvice {
  title: string;
  sentence: string;
  next: string;
  fixer: Fixer;
}

type Entry = Partial<ErrorAdvice> & Pick<ErrorAdvice, 'title' | 'fixer'>;

/** Our texts for the codes that people see. Codes without an entry use the server's text. */
const ADVICE: Record<string, Entry> = {
  NETWORK_DOWN: {
    title: 'No answer from Patchbay',
    fixer: 'you',
    sentence: 'The request did not reach the server, or its answer did not reach you.',
    next: 'Try again in a moment. If other sites don’t open either, check your internet connection.',
  },
  POPUP_BLOCKED: {
    title: 'Your browser blocked the window',
    fixer: 'you',
    sentence: 'The consent page could not open by itself.',
    next: 'Use the link in the page, or continue in this tab.',
  },
  UNAUTHENTICATED: { title: 'You are signed out', fixer: 'you' },
  FORBIDDEN: { title: 'Your role does not allow this', fixer: 'admin' },
  WORKSPACE_UNKNOWN: { title: 'This workspace is not yours', fixer: 'admin' },
  WORKSPACE_CHANGED: { title: 'The workspace was switched', fixer: 'you' },
  INVITATION_UNKNOWN: { title: 'This invitation is not for you, or no longer open', fixer: 'admin' },
  ALREADY_INVITED: { title: 'Already here or invited', fixer: 'you' },
  LAST_OWNER: { title: 'The last owner has to stay', fixer: 'you' },
  PASSWORD_WRONG: { title: 'The password was not changed', fixer: 'you' },
  SESSION_UNKNOWN: { title: 'This session has ended already', fixer: 'you' },
  NAME_DIFFERS: { title: 'The workspace was not deleted', fixer: 'you' },
  CONNECTION_UNKNOWN: { title: 'This connection is gone', fixer: 'you' },
  CONNECTION_CHANGED: { title: 'This was just changed by someone else', fixer: 'you' },
  CONNECTION_NOT_PENDING: { title: 'Nothing is waiting any more', fixer: 'you' },
  CONNECTION_NOT_CONNECTED: { title: 'Not connected', fixer: 'you' },
  CONNECTION_NOT_CONNECTABLE: { title: 'Not possible now', fixer: 'you' },
  KEY_UNKNOWN: { title: 'This key is gone', fixer: 'you' },
  ACTION_UNKNOWN: { title: 'The app has no such action any more', fixer: 'you' },
  TRIGGER_UNKNOWN: { title: 'The app has no such trigger any more', fixer: 'you' },
  SUBSCRIPTION_UNKNOWN: { title: 'This trigger is off already', fixer: 'you' },
  TRIGGERS_TOO_MANY: { title: 'As many triggers as there may be', fixer: 'you' },
  EVENT_UNKNOWN: { title: 'This event is not here', fixer: 'you' },
  ENDPOINT_UNKNOWN: { title: 'This endpoint is gone', fixer: 'you' },
  ENDPOINT_CHANGED: { title: 'This was just changed by someone else', fixer: 'you' },
  ENDPOINT_OFF: { title: 'The endpoint is off', fixer: 'you' },
  ENDPOINT_NOT_ALLOWED: { title: 'Events are not sent to this address', fixer: 'you' },
  ENDPOINTS_TOO_MANY: { title: 'Endpoint limit reached', fixer: 'you' },
  DELIVERY_UNKNOWN: { title: 'This cannot be sent again', fixer: 'you' },
  LABEL_TAKEN: { title: 'That name is taken', fixer: 'you' },
  APP_UNKNOWN: { title: 'This app is not in the catalog', fixer: 'you' },
  PROVIDER_UNAVAILABLE: { title: 'The provider cannot be reached', fixer: 'provider' },
  PROVIDER_BUSY: { title: 'The provider is limiting requests', fixer: 'provider' },
  PROVIDER_REFUSED: { title: 'The provider refused', fixer: 'admin' },
  PROVIDER_UNAUTHORIZED: { title: 'The provider rejected our key', fixer: 'admin' },
  PROVIDER_FORBIDDEN: { title: 'A permission is missing', fixer: 'admin' },
  APP_NEEDS_SETUP: { title: 'This app needs to be set up first', fixer: 'admin' },
  SCOPES_NEED_SETUP: { title: 'Your OAuth client asks for too little', fixer: 'admin' },
  SCHEME_UNSUPPORTED: { title: 'There is nothing to choose', fixer: 'operator' },
  CREDENTIALS_REFUSED: { title: 'The app did not accept this', fixer: 'you' },
  WEBHOOK_ELSEWHERE: { title: 'The webhook serves another address', fixer: 'operator' },
  WEBHOOK_SET_BY_HAND: { title: 'The webhook was set up by hand', fixer: 'operator' },
  INPUT_INVALID: { title: 'Something in the form is not right', fixer: 'you' },
  LIMIT_REACHED: { title: 'As many as there may be', fixer: 'you' },
  RATE_LIMITED: { title: 'Too many requests', fixer: 'you' },
  UNAVAILABLE: { title: 'Patchbay is not ready', fixer: 'operator' },
};

const UNKNOWN: ErrorAdvice = {
  title: 'Something went wrong',
  sentence: 'This should not have happened.',
  next: 'Try again; if it stays, pass on the reference.',
  fixer: 'operator',
};

/** The texts for a code. The server's sentence and remedy fill the gaps of the table. */
export function errorAdvice(code: string, server: { sentence: string | null; remedy: string | null }): ErrorAdvice {
  const entry = ADVICE[code];
  return {
    title: entry?.title ?? UNKNOWN.title,
    sentence: entry?.sentence ?? server.sentence ?? UNKNOWN.sentence,
    next: entry?.next ?? server.remedy ?? UNKNOWN.next,
    fixer: entry?.fixer ?? UNKNOWN.fixer,
  };
}

/** Queries are retried when the network is back; commands are not. */
export const READS_AGAIN = 'Check your internet connection; this page tries again by itself.';

const FIXERS: Record<Fixer, string> = {
  you: 'You can fix this yourself.',
  admin: 'An admin of the workspace can fix this.',
  provider: 'The provider has to fix this; trying again later helps.',
  operator: 'Usually temporary. If not, contact your administrator.',
};

export function fixerText(fixer: Fixer): string {
  return FIXERS[fixer];
}
