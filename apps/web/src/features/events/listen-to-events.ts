import { followLive } from '../../app/live/useLive.ts';
import type { EventView } from './event.queries.ts';

interface Listener {
  onEvent: (event: EventView) => void;
  /** Listening (again): the page has not received anything from before this moment. */
  onBegin: () => void;
}

/** Follows the workspace's events as long as the scope lives. */
export function listenToEvents({ onEvent, onBegin }: Listener): void {
  followLive('events', { onItem: onEvent, onBegin });
}
