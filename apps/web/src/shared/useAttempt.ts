import { ref, shallowRef } from 'vue';
import { useFailureToast } from './failure-toast.ts';

/**
 * Runs one command at a time: `busy` while it runs, and a second press meanwhile does nothing. A failure stays in
 * `error` until the next try; with a title, it is also shown as a toast.
 *
 * Not Pinia Colada's `useMutation`, which is bound to one command, allows a second press, and caches input and output
 * for a minute, which may be a password or a new secret.
 */
export function useAttempt() {
  const failed = useFailureToast();
  const busy = ref(false);
  const error = shallowRef<unknown>(null);

  /** Never rejects. */
  async function attempt(work: () => Promise<unknown>, failure?: string): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    error.value = null;
    try {
      await work();
    } catch (thrown) {
      error.value = thrown;
      if (failure) failed(failure, thrown);
    } finally {
      busy.value = false;
    }
  }

  return { busy, error, attempt };
}
