import { createHmac } from 'node:crypto';
import { readSignedCookie, signCookie } from '../../platform/crypto/signed-cookie.ts';
import { cookieName } from '../../platform/http/own-cookies.ts';

/** Accounts that one browser can be known to. Beyond that, the least recently used one is dropped. */
const MAX_ACCOUNTS = 5;
/** The maximum cookie lifetime in browsers, in seconds: 400 days (RFC 6265bis, section 5.5). */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

interface KnownBrowserOptions {
  publicUrl: string;
  secret: string;
  /** Previous signing secrets, still accepted. */
  previousSecrets: readonly string[];
  newSecret: () => string;
}

/**
 * Remembers which accounts were signed in to from a browser, in a signed cookie that outlives sessions ("device
 * cookies", OWASP). It proves no identity and grants no access: it gives the owner's browser its own limit of sign-in
 * attempts, so that attempts from elsewhere do not lock the owner out.
 */
export class KnownBrowser {
  readonly #options: KnownBrowserOptions;
  /**
   * The current key first. Derived separately, so that this cookie cannot pass as a session, or a session as this
   * cookie.
   */
  readonly #keys: readonly string[];

  constructor(options: KnownBrowserOptions) {
    this.#options = options;
    this.#keys = [options.secret, ...options.previousSecrets].map((secret) =>
      createHmac('sha256', secret).update('known browser').digest('base64'),
    );
  }

  /** This browser's token for the account, if it has signed in to it before. */
  tokenFor(email: string, cookies: string | null | undefined): string | undefined {
    const names = this.#namesOf(email);
    return this.#entries(cookies).find(([account = '']) => names.includes(account))?.[1];
  }

  /** The cookie that makes this browser known to the account. A browser that is known already keeps its token. */
  cookieFor(email: string, cookies: string | null | undefined) {
    const names = this.#namesOf(email);
    const others = this.#entries(cookies).filter(([known = '']) => !names.includes(known));
    const token = this.tokenFor(email, cookies) ?? this.#options.newSecret();
    const entries = [[names[0], token], ...others].slice(0, MAX_ACCOUNTS);
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
   * The account's name in the cookie, under each key: it does not reveal the address. Entries of other accounts keep
   * their names, because their addresses are not known here.
   */
  #namesOf(email: string): string[] {
    return this.#keys.map((key) =>
      createHmac('sha256', key).update(`account ${email}`).digest('base64url').slice(0, 16),
    );
  }
}
