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
  newSecret: () => string;
}

/**
 * Which accounts were signed in to from a browser, in a signed cookie of its own that outlives sessions ("device cookies",
 * OWASP). It proves no one's identity and opens nothing: it gives the owner's browser guesses of its own, so that
 * attempts from elsewhere at their account do not lock them out.
 */
export class KnownBrowser {
  readonly #options: KnownBrowserOptions;
  readonly #secret: string;

  constructor(options: KnownBrowserOptions) {
    this.#options = options;
    // A key of its own: what is signed here is no session, and no session is this.
    this.#secret = createHmac('sha256', options.secret).update('known browser').digest('base64');
  }

  /** This browser's token for the account, if it was signed in to from here. */
  tokenFor(email: string, cookies: string | null | undefined): string | undefined {
    return this.#entries(cookies).find(([account]) => account === this.#accountOf(email))?.[1];
  }

  /** The cookie by which this browser is known to the account from now on; one that it has keeps its token. */
  cookieFor(email: string, cookies: string | null | undefined) {
    const account = this.#accountOf(email);
    const others = this.#entries(cookies).filter(([known]) => known !== account);
    const token = this.tokenFor(email, cookies) ?? this.#options.newSecret();
    const entries = [[account, token], ...others].slice(0, MOST_ACCOUNTS);
    const value = signCookie(entries.map((entry) => entry.join('.')).join('~'), this.#secret);
    return { name: this.#name, value, maxAge: KEPT_SECONDS };
  }

  get #name(): string {
    return cookieName(this.#options.publicUrl, 'patchbay.known_browser');
  }

  #entries(cookies: string | null | undefined): string[][] {
    const value = readSignedCookie(cookies ?? undefined, this.#name, this.#secret);
    return value === undefined ? [] : value.split('~').map((entry) => entry.split('.'));
  }

  /** Says nothing of the address to who reads the cookie. */
  #accountOf(email: string): string {
    return createHmac('sha256', this.#secret).update(`account ${email}`).digest('base64url').slice(0, 16);
  }
}
