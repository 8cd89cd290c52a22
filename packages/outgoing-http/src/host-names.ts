import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import pLimit from 'p-limit';
import type { Clock } from './clock.ts';

/** Milliseconds that each name server has for its answer. It is asked once. */
const TIMEOUT_MS = 2_000;

/** Milliseconds for which a name that did not resolve is not asked for again, and how many such names are known at most. */
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 1_000;

/** What says that the system need not wait for an answer either: there is no such name, or no server on this machine. */
const DEFINITIVE_DNS_ERRORS = ['ENOTFOUND', 'ENODATA', 'ECONNREFUSED'];

/** A name without an address. */
export class Unresolved extends Error {}

export interface HostNamesOptions {
  clock: Clock;
  /** Addresses of name servers, instead of the system's. */
  servers?: string[];
  /** Asks the system, which knows hosts files and search domains too. */
  askSystem?: (hostname: string) => Promise<LookupAddress[]>;
}

/**
 * The addresses of names that customers gave us. The system's look-up holds one of the two threads that a process has for
 * it until it ends, and cannot be called off: names that no name server answers for would stop our own look-ups, the
 * provider's among them. So the name servers are asked over sockets, and the system only for names that they know nothing
 * of, one at a time.
 */
export class HostNames {
  readonly #clock: Clock;
  readonly #servers: string[] | undefined;
  readonly #askSystem: (hostname: string) => Promise<LookupAddress[]>;
  readonly #oneAtATime = pLimit(1);
  /** Until when a name counts as unknown, the oldest first. */
  readonly #unknown = new Map<string, number>();

  constructor({ clock, servers, askSystem = (hostname) => lookup(hostname, { all: true }) }: HostNamesOptions) {
    this.#clock = clock;
    this.#servers = servers;
    this.#askSystem = askSystem;
  }

  /** At least one. Throws `Unresolved` when there is none, or none before `signal`. */
  async addressesOf(hostname: string, signal: AbortSignal): Promise<LookupAddress[]> {
    if (this.#isUnknown(hostname)) throw new Unresolved(hostname);
    // The one name that no name server is to be asked for (RFC 6761, section 6.3).
    const found = hostname === 'localhost' ? null : await this.#askServers(hostname, signal);
    return found ?? this.#oneAtATime(() => this.#askSystemFor(hostname, signal));
  }

  /** `null`: they say that there is no such name. */
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
    // While it waited, its request may have ended, and others may have asked for the same.
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
    if (oldest !== undefined && this.#unknown.size > MOST_REMEMBERED) this.#unknown.delete(oldest);
    return new Unresolved(hostname, { cause });
  }
}

function saidAtOnce(error: unknown): boolean {
  return error instanceof Error && 'code' in error && DEFINITIVE_DNS_ERRORS.includes(String(error.code));
}
