import { followLive } from '../../app/live/useLive.ts';
import type { EventView } from './event.queries.ts';

interface Listener {
  onEvent: (event: EventView) => void;
  /** Called when following starts or resumes without a position: the page missed everything before this moment. */
  onBegin: () => void;
}

/** Follows the workspace's events while the scope is active. */
export function listenToEvents({ onEvent, onBegin }: Listener): void {
  followLive('events', { onItem: onEvent, onBegin });
}
