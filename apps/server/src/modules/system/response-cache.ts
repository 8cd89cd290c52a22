import type { Provider } from '@patchbay/provider';
import type { Clock } from '../../platform/clock.ts';

/** Milliseconds for which a response is reused. */
const FRESH_MS = 30_000;

type Asked = Pick<Provider, 'identity' | 'ping' | 'readWebhook'>;

/**
 * Caches the provider's responses for half a minute, so that viewing the health page often does not use up its rate
 * limit. Failures are not cached: an admin who fixes something and checks again sees the result.
 */
export interface CachedProvider extends Asked {
  /** Clears the cache after we have changed something at the provider. */
  forget(): void;
}

/** Per process: several processes each have their own cache. */
export function withResponseCache(provider: Asked, clock: Clock): CachedProvider {
  const ping = kept(() => provider.ping(), clock);
  const readWebhook = kept(() => provider.readWebhook(), clock);
  return {
    identity: provider.identity,
    ping: ping.ask,
    readWebhook: readWebhook.ask,
    forget() {
      ping.forget();
      readWebhook.forget();
    },
  };
}

/** Concurrent callers share one request. */
function kept<Answer>(question: () => Promise<Answer>, clock: Clock) {
  let last: { answer: Promise<Answer>; until: number } | undefined;
  const forget = () => (last = undefined);
  const ask = (): Promise<Answer> => {
    const now = clock.now().getTime();
    if (last && now < last.until) return last.answer;
    const asked = { answer: question(), until: now + FRESH_MS };
    last = asked;
    asked.answer.catch(() => last === asked && forget());
    return asked.answer;
  };
  return { ask, forget };
}
