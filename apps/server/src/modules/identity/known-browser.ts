import { createHmac } from 'node:crypto';
import { readSignedCookie, signCookie } from '../../platform/crypto/signed-cookie.ts';
import { cookieName } from '../../platform/http/own-cookies.ts';

/** Accounts that one browser is known to; beyond, the one signed in to the longest ago is forgotten. */
const MOST_ACCOUNTS = 5;
/** What browsers keep at most, in seconds: 400 days (RFC 6265bis, section 5.5). */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

interface KnownBrowserOptions {
  publicUrl: string;
  secret: string;
  /** What signed these cookies before, and is still accepted. */
  previousSecrets: readonly string[];
  newSecret: () => string;
}

/**
 * Which accounts were signed in to from a browser, in a signed cookie of its own that outlives sessions ("device cookies",
 * OWASP). It proves no one's identity and opens nothing: it gives the owner's browser guesses of its own, so that
 * attempts from elsewhere at their account do not lock them out.
 */
export class KnownBrowser {
  readonly #options: KnownBrowserOptions;
  /** The current one first. Keys of their own: what is signed here is no session, and no session is this. */
  readonly #keys: readonly string[];

  constructor(options: KnownBrowserOptions) {
    this.#options = options;
    this.#keys = [options.secret, ...options.previousSecrets].map((secret) =>
      createHmac('sha256', secret).update('known browser').digest('base64'),
    );
  }

  /** This browser's token for the account, if it was signed in to from here. */
  tokenFor(email: string, cookies: string | null | undefined): string | undefined {
    const names = this.#namesOf(email);
    return this.#entries(cookies).find(([account = '']) => names.includes(account))?.[1];
  }

  /** The cookie by which this browser is known to the account from now on; one that it has keeps its token. */
  cookieFor(email: string, cookies: string | null | undefined) {
    const names = this.#namesOf(email);
    const others = this.#entries(cookies).filter(([known = '']) => !names.includes(known));
    const token = this.tokenFor(email, cookies) ?? this.#options.newSecret();
    const entries = [[names[0], token], ...others].slice(0, MOST_ACCOUNTS);
    const value = signCookie(entries.map((entry) => entry.join('.')).join('~'), this.#keys[0] ?? '');
    return { name: this.#name, value, maxAge: KEPT_SECONDS };
  }

  get #name(): string {
    return cookieName(this.#options.publicUrl, 'patchbay.known_browser');
  }

  #entries(cookies: string | null | undefined): string[][] {
    const read = (key: string) => readSignedCookie(cookies ?? undefined, this.#name, key);
    const value = this.#keys.map(read).find((found) => found !== undefined);
    return value === undefined ? [] : value.split('~').map((entry) => entry.split('.'));
  }

  /**
   * What the account is called in the cookie, under each key: it says nothing of the address to who reads it. Entries of
   * other accounts keep the name they were given, since their addresses are not known here.
   */
  #namesOf(email: string): string[] {
    return this.#keys.map((key) =>
      createHmac('sha256', key).update(`account ${email}`).digest('base64url').slice(0, 16),
    );
  }
}
