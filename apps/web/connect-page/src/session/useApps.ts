import type { ConnectApp } from '@patchbay/contracts';
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import type { ConnectCall } from '../api/connect-call.ts';

/** Apps at a time: each has a logo, and the first page has to be light. */
const SHOWN = 20;
/** Milliseconds after the last key before a search is sent. */
const TYPING_MS = 250;

/** The apps that the session offers, page by page. */
export function useApps(call: ConnectCall, onFailure: (error: unknown) => void) {
  const search = ref('');
  const apps = shallowRef<ConnectApp[]>([]);
  const nextCursor = shallowRef<string | null>(null);
  const loading = ref(false);
  let newest = 0;

  async function load(cursor: string | null = null): Promise<void> {
    const mine = ++newest;
    loading.value = true;
    const asked = search.value.trim();
    try {
      const page = await call('apps', {
        limit: SHOWN,
        ...(asked && { search: asked }),
        ...(cursor !== null && { cursor }),
      });
      if (mine !== newest) return;
      apps.value = cursor === null ? page.items : [...apps.value, ...page.items];
      nextCursor.value = page.nextCursor;
    } finally {
      if (mine === newest) loading.value = false;
    }
  }

  const loadMore = () => void load(nextCursor.value).catch(onFailure);
  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(search, () => {
    clearTimeout(typing);
    typing = setTimeout(() => void load().catch(onFailure), TYPING_MS);
  });
  onBeforeUnmount(() => clearTimeout(typing));

  return { search, apps, nextCursor, loading, load, loadMore };
}
