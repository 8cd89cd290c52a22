import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import pLimit from 'p-limit';
import type { Clock } from './clock.ts';

/** Timeout of each name server in milliseconds. Each is asked once. */
const TIMEOUT_MS = 2_000;

/** How long a failed lookup is cached in milliseconds, and the maximum number of such names. */
const REMEMBERED_MS = 30_000;
const MAX_REMEMBERED = 1_000;

/** Errors after which the system need not be asked: the name does not exist, or this machine has no name server. */
const DEFINITIVE_DNS_ERRORS = ['ENOTFOUND', 'ENODATA', 'ECONNREFUSED'];

/** A name without an address. */
export class Unresolved extends Error {}

export interface HostNamesOptions {
  clock: Clock;
  /** Name server addresses, instead of the system's. */
  servers?: string[];
  /** Asks the system's resolver, which also knows hosts files and search domains. */
  askSystem?: (hostname: string) => Promise<LookupAddress[]>;
}

/**
 * Resolves host names from customers. The system's lookup occupies one of a few threads until it ends and cannot be
 * canceled, so names that no server answers for would block our own lookups, including the provider's. Name servers
 * are therefore asked over sockets, and the system only for names unknown to them, one at a time.
 */
export class HostNames {
  readonly #clock: Clock;
  readonly #servers: string[] | undefined;
  readonly #askSystem: (hostname: string) => Promise<LookupAddress[]>;
  readonly #oneAtATime = pLimit(1);
  /** When each failed name may be looked up again, oldest first. */
  readonly #unknown = new Map<string, number>();

  constructor({ clock, servers, askSystem = (hostname) => lookup(hostname, { all: true }) }: HostNamesOptions) {
    this.#clock = clock;
    this.#servers = servers;
    this.#askSystem = askSystem;
  }

  /** At least one address. Throws `Unresolved` when there is none, or when `signal` aborts first. */
  async addressesOf(hostname: string, signal: AbortSignal): Promise<LookupAddress[]> {
    if (this.#isUnknown(hostname)) throw new Unresolved(hostname);
    // The one name that must not be sent to name servers (RFC 6761, section 6.3).
    const found = hostname === 'localhost' ? null : await this.#askServers(hostname, signal);
    return found ?? this.#oneAtATime(() => this.#askSystemFor(hostname, signal));
  }

  /** `null`: the servers say that the name does not exist. */
  async #askServers(hostname: string, signal: AbortSignal): Promise<LookupAddress[] | null> {
    const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
    if (this.#servers) resolver.setServers(this.#servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel);
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    signal.removeEventListener('abort', cancel);
    const found = answers.flatMap((answer, index) => {
      const family = index === 0 ? 4 : 6;
      return answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : [];
    });
    if (found.length > 0) return found;
    if (answers.every((answer) => answer.status === 'rejected' && saidAtOnce(answer.reason))) return null;
    throw this.#unresolved(hostname);
  }

  async #askSystemFor(hostname: string, signal: AbortSignal): Promise<LookupAddress[]> {
    // While waiting, the request may have ended, or another one may have looked up the same name.
    if (signal.aborted || this.#isUnknown(hostname)) throw new Unresolved(hostname);
    try {
      return await this.#askSystem(hostname);
    } catch (error) {
      throw this.#unresolved(hostname, error);
    }
  }

  #isUnknown(hostname: string): boolean {
    return (this.#unknown.get(hostname) ?? 0) > this.#clock.now().getTime();
  }

  #unresolved(hostname: string, cause?: unknown): Unresolved {
    this.#unknown.delete(hostname);
    this.#unknown.set(hostname, this.#clock.now().getTime() + REMEMBERED_MS);
    const [oldest] = this.#unknown.keys();
    if (oldest !== undefined && this.#unknown.size > MAX_REMEMBERED) this.#unknown.delete(oldest);
    return new Unresolved(hostname, { cause });
  }
}

function saidAtOnce(error: unknown): boolean {
  return error instanceof Error && 'code' in error && DEFINITIVE_DNS_ERRORS.includes(String(error.code));
}
