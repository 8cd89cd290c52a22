import { toApiError } from '../../shared/api-error.ts';
import { api } from '../api.ts';
import type { OpenLive } from './shared-stream.ts';

/** Opens the stream for the tabs of this person. */
export function openLiveOf(userId: string): OpenLive {
  return (topics, { onItem, onLost, onRefused }) =>
    api.live.watch.subscribe(
      { userId, topics },
      {
        onData: onItem,
        // The tRPC client would reconnect by itself, with outdated positions.
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'connecting' && error) onLost();
        },
        onComplete: onLost,
        onError: (error) => (toApiError(error).code === 'UNAUTHENTICATED' ? onRefused() : onLost()),
      },
    );
}
