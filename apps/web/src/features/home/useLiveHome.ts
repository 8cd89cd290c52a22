import { useQueryCache } from '@pinia/colada';
import { onScopeDispose } from 'vue';
import { followLive } from '../../app/live/useLive.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { healthKeys } from '../health/workspace-health.queries.ts';
import { homeKeys } from './home.queries.ts';

/** Milliseconds. A thousand events in a second are one fetch. */
const SOON_MS = 1_000;

/** Fetches what Home shows again when something happens in the workspace. */
export function useLiveHome(): void {
  const cache = useQueryCache();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function fetchSoon() {
    timer ??= setTimeout(() => {
      timer = undefined;
      const keys = [homeKeys.activity(), homeKeys.checklist(), homeKeys.lately(), healthKeys.workspace()];
      for (const key of keys) void invalidate(cache, key);
    }, SOON_MS);
  }

  followLive('events', { onItem: fetchSoon, onBegin: fetchSoon });
  onScopeDispose(() => clearTimeout(timer));
}
