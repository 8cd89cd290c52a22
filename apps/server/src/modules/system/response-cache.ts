import type { Provider } from '@patchbay/provider';
import type { Clock } from '../../platform/clock.ts';

/** Milliseconds for which an answer counts. */
const FRESH_MS = 30_000;

type Asked = Pick<Provider, 'identity' | 'ping' | 'readWebhook'>;

/**
 * The provider's answers of the last half minute, so that its limits do not depend on how often people look at its health.
 * Failures are not kept: an admin who fixes something and looks again sees the result.
 */
export interface CachedProvider extends Asked {
  /** Forgets the answers, once one of them was changed by ourselves. */
  forget(): void;
}

/** In this process: with several, each asks by itself. */
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

/** Those who ask at the same time share a question. */
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
