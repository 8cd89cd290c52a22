import type { ConnectionView } from '@patchbay/lifecycle';
import { useQueryCache } from '@pinia/colada';
import { onScopeDispose, ref } from 'vue';
import { useRouter } from 'vue-router';
import { takeWayBack } from '../../shared/way-back.ts';
import { connectionKeys } from './connection.queries.ts';
import { askAgain } from '../../shared/ask-again.ts';

interface Onward {
  id: string;
  inWindow: boolean;
  /** Whether everything is said and the page may go on. */
  ready: () => boolean;
  view: () => ConnectionView | null;
}

const SHORT_S = 2;
const LONG_S = 8;
const LOOK_EVERY_S = 3;

/**
 * Goes on by itself: closes the consent window, or leads back to the page from which this tab set out. Bad news stays
 * longer. While the outcome is open it asks again, in case the event stream does not reach this window.
 */
export function useOnward({ id, inWindow, ready, view }: Onward) {
  const router = useRouter();
  const cache = useQueryCache();
  const secondsLeft = ref(0);
  const staying = ref(false);
  /** A window that is still here after that could not be closed by us. */
  const tried = ref(false);
  let seconds = 0;
  let started = false;

  function go() {
    staying.value = true;
    tried.value = true;
    if (inWindow) return window.close();
    void router.replace(takeWayBack() ?? (view() ? { name: 'connection', params: { id } } : { name: 'applications' }));
  }

  function look() {
    // That it may not be seen from the workspace of this window is for the page to say, by the query's own error.
    void askAgain(cache, connectionKeys.one(id));
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
