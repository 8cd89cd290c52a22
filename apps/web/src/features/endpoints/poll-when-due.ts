import { onScopeDispose, watch } from 'vue';
import { serverNow } from '../../shared/server-clock.ts';

const SOONEST_MS = 1_000;
const LATEST_MS = 60_000;
/** Milliseconds until the outcome of a try is recorded. */
const ATTEMPT_MS = 500;

/**
 * Milliseconds until it is worth polling deliveries that are due at these times: shortly after the first of them, and
 * less and less often for an overdue one. Null when none is due. Pure.
 */
export function pollDelay(dueAt: (string | null)[], now: number): number | null {
  const times = dueAt.flatMap((at) => (at === null ? [] : [Date.parse(at) - now]));
  if (times.length === 0) return null;
  const first = Math.min(...times);
  return Math.min(Math.max(first > 0 ? first + ATTEMPT_MS : -first / 2, SOONEST_MS), LATEST_MS);
}

/** Polls while deliveries are pending and the page is visible. */
export function pollWhenDue(dueAt: () => (string | null)[], look: () => Promise<unknown>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function plan() {
    clearTimeout(timer);
    const delay = document.hidden ? null : pollDelay(dueAt(), serverNow());
    if (delay !== null) timer = setTimeout(() => void look().finally(plan), delay);
  }

  const stop = watch(dueAt, plan, { immediate: true });
  document.addEventListener('visibilitychange', plan);
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', plan);
  });
}
