import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.ts';
import { CallLimit } from '../../platform/limits/call-limit.ts';
import { currentCause } from '../../platform/limits/on-behalf-of.ts';
import { ProviderFailure } from '@patchbay/provider';

/**
 * How the calls of a minute are divided. Each purpose has its own share, which other purposes can neither use nor
 * exhaust, and one caller may use up to `each` of it. Whatever was created must be deleted in the end, so deletions
 * have a share too; the jobs that exhaust it are retried.
 */
const SHARES = {
  /** People and services who wait: connecting, refreshing, health. */
  request: { all: 0.25, each: 0.06 },
  /** Actions that services run. */
  action: { all: 0.3, each: 0.15 },
  /** Jobs caused by a person or a service: triggers, checks of accounts. */
  job: { all: 0.2, each: 0.04 },
  /** Deleting accounts and triggers. */
  cleanup: { all: 0.1, each: 0.1 },
  /** Pages of the catalog. They wait for the next minute, because no caller waits for them. */
  catalog: { all: 0.08, each: 0.08 },
  /** Details of apps that are read before anyone asks for them. What finds it used up is left to the next run. */
  details: { all: 0.02, each: 0.02 },
  /** Our own maintenance: the sweeper, the reconciler. */
  upkeep: { all: 0.05, each: 0.05 },
};

export type Share = keyof typeof SHARES;

interface Limits {
  all: CallLimit;
  each: CallLimit;
}

/** Receives what the budget does, for metrics. */
export interface BudgetObserver {
  counted: (share: Share) => void;
  refused: (share: Share) => void;
  limited: (share: Share, perMinute: number) => void;
}

const UNOBSERVED: BudgetObserver = { counted: () => undefined, refused: () => undefined, limited: () => undefined };

/** Limits this process's calls to the provider per minute. The quota belongs to the whole project. */
export class ProviderBudget {
  readonly #limits: Record<Share, Limits>;
  readonly #observer: BudgetObserver;

  /** `perMinute` 0: no limit. */
  constructor(perMinute: number, clock: Clock, observer = UNOBSERVED) {
    this.#observer = observer;
    const callsOf = (share: number) => (perMinute === 0 ? 0 : Math.max(1, Math.floor(perMinute * share)));
    const limitsOf = (share: Share) => {
      const { all, each } = SHARES[share];
      observer.limited(share, callsOf(all));
      return { all: new CallLimit(callsOf(all), clock), each: new CallLimit(callsOf(each), clock) };
    };
    this.#limits = {
      request: limitsOf('request'),
      action: limitsOf('action'),
      job: limitsOf('job'),
      cleanup: limitsOf('cleanup'),
      catalog: limitsOf('catalog'),
      details: limitsOf('details'),
      upkeep: limitsOf('upkeep'),
    };
  }

  /**
   * Counts one call. Throws a `ProviderFailure`: `limited` when the caller has used up its part, `busy` when all
   * callers together have. A request gets the time to wait.
   */
  take(purpose?: 'action' | 'cleanup' | 'details'): void {
    const cause = currentCause();
    const share = purpose ?? cause?.kind ?? 'upkeep';
    const callers = purpose === 'cleanup' ? [] : (cause?.callers ?? []);
    const { all, each } = this.#limits[share];
    const waits = callers.flatMap((caller) => each.take(caller) ?? []);
    const wait = waits.length > 0 ? Math.max(...waits) : all.take(share);
    if (wait === undefined) return this.#observer.counted(share);
    this.#observer.refused(share);
    cause?.retryAfter?.(wait);
    if (waits.length > 0) throw new ProviderFailure('limited', `${callers.join(', ')}: too many calls (${share})`);
    throw new ProviderFailure('busy', `the share of this minute is used up (${share})`);
  }

  /** Counts one page of the catalog, after waiting for a free slot. */
  async turn(): Promise<void> {
    for (;;) {
      const wait = this.#limits.catalog.all.take('catalog');
      if (wait === undefined) return this.#observer.counted('catalog');
      await pause(wait * 1000, undefined, { ref: false });
    }
  }
}
