import type { ConnectionView } from '@patchbay/contracts';
import { useQueryCache } from '@pinia/colada';
import { onScopeDispose, ref } from 'vue';
import { useRouter } from 'vue-router';
import { consumeWayBack } from '../../shared/way-back.ts';
import { connectionKeys } from './connection.queries.ts';
import { invalidate } from '../../shared/invalidate.ts';

interface Onward {
  id: string;
  inWindow: boolean;
  /** Whether the outcome is final, so that the page may redirect. */
  ready: () => boolean;
  view: () => ConnectionView | null;
}

const SHORT_S = 2;
const LONG_S = 8;
const LOOK_EVERY_S = 3;
/** Milliseconds after which the way back through the history has led nowhere. */
const STEP_BACK_MS = 1_500;

/**
 * Closes the consent window, or navigates back to the page where this tab started. A failure stays longer. While the
 * outcome is open it polls, in case the event stream does not reach this window.
 */
export function useAutoRedirect({ id, inWindow, ready, view }: Onward) {
  const router = useRouter();
  const cache = useQueryCache();
  const secondsLeft = ref(0);
  const staying = ref(false);
  /** Whether closing was tried: a window that is still open after that cannot be closed by us. */
  const tried = ref(false);
  let seconds = 0;
  let started = false;

  function go() {
    staying.value = true;
    tried.value = true;
    if (inWindow) return window.close();
    const way = consumeWayBack();
    // Back to the page itself: after a page of its own, Back would lead to the used link of the provider.
    if (way?.steps) history.go(-way.steps);
    const here = view() ? `/applications/${id}` : '/applications';
    setTimeout(() => void router.replace(way?.path ?? here), way?.steps ? STEP_BACK_MS : 0);
  }

  function look() {
    // If this window's workspace may not see it, the page shows the query's own error.
    void invalidate(cache, connectionKeys.one(id));
  }

  function tick() {
    seconds += 1;
    if (!ready()) {
      if (id && seconds % LOOK_EVERY_S === 0) look();
      return;
    }
    if (staying.value) return;
    if (!started) {
      started = true;
      secondsLeft.value = view()?.status === 'active' ? SHORT_S : LONG_S;
      return;
    }
    if (secondsLeft.value > 0 && --secondsLeft.value === 0) go();
  }

  const timer = setInterval(tick, 1_000);
  onScopeDispose(() => clearInterval(timer));
  return { secondsLeft, staying, tried, stay: () => (staying.value = true), go };
}
