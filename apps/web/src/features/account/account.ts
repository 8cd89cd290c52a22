import { announceSignIn, useSession } from '../../app/session.store.ts';
import { setupToken } from '../../shared/setup-token.ts';

export interface Credentials {
  email: string;
  password: string;
}

/** An error of the account endpoints, with better-auth's code. */
export class AccountError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'AccountError';
    this.code = code;
  }
}

/**
 * Signing up, in and out: three calls. The client library of better-auth would be three times the size of this page.
 */
export function useAccount() {
  const session = useSession();

  /**
   * `invitation`: the id from an invitation link, which permits a sign-up when sign-up is not open. So does a setup
   * link.
   */
  async function signUp(input: Credentials & { name: string }, invitation: string | null) {
    const setup = setupToken();
    const allowed = {
      ...(invitation && { 'x-patchbay-invitation': invitation }),
      ...(setup && { 'x-patchbay-setup': setup }),
    };
    await post('/auth/sign-up/email', input, allowed);
    await refresh();
  }

  async function signIn(input: Credentials) {
    await post('/auth/sign-in/email', input);
    await refresh();
  }

  async function signOut() {
    await post('/auth/sign-out', {});
    session.forget();
    announceSignIn();
  }

  async function refresh() {
    await session.load();
    announceSignIn();
  }

  return { signUp, signIn, signOut };
}

/** By better-auth, or by what stands before it. */
interface Refusal {
  code?: string;
  message?: string;
  error?: { errorCode?: string; message?: string };
}

async function post(path: string, body: object, more: Record<string, string> = {}): Promise<void> {
  const headers = { 'content-type': 'application/json', ...more };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    (cause: unknown) => {
      throw new AccountError('NETWORK_DOWN', String(cause));
    },
  );
  if (response.ok) return;
  // Not always JSON: a proxy may have responded.
  const answer = (await response.json().catch(() => ({}))) as Refusal;
  const fallback = response.status === 429 ? 'RATE_LIMITED' : 'INTERNAL';
  const code = answer.code ?? answer.error?.errorCode ?? fallback;
  throw new AccountError(code, answer.message ?? answer.error?.message ?? 'No reason was given');
}
