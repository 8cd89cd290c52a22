import { toApiError } from '../../shared/api-error.ts';
import { api } from '../api.ts';
import type { OpenLive } from './shared-stream.ts';

/** Opens the stream at the server, for the tabs of this person. */
export function openLiveOf(userId: string): OpenLive {
  return (topics, { onItem, onLost, onRefused }) =>
    api.live.watch.subscribe(
      { userId, topics },
      {
        onData: onItem,
        // The client would come back by itself, with the places that it was opened with.
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'connecting' && error) onLost();
        },
        onComplete: onLost,
        onError: (error) => (toApiError(error).code === 'UNAUTHENTICATED' ? onRefused() : onLost()),
      },
    );
}
