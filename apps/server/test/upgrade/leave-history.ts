import { randomUUID } from 'node:crypto';
import { read } from './leave-jobs.ts';

/** Every name that the earlier commit writes into `connection_events.event`. */
export const FORMER_EVENTS = [
  'add',
  'connect',
  'cancel',
  'disconnect',
  'remove',
  'authorized',
  'refused',
  'lapsed',
  'grant_ended',
  'disowned',
  'returned',
  'renamed',
  'actions_changed',
] as const;

/** Creates the history of a removed connection with every event. Returns its id. */
export async function leaveHistory(url: string, workspaceId: string): Promise<string> {
  const id = randomUUID();
  for (const [index, event] of FORMER_EVENTS.entries())
    await read(
      url,
      `insert into connection_events (workspace_id, id, connection_id, app_slug, at, event, from_status, to_status, actor, version)
       values ($1, $2, $3, 'slack', now(), $4, 'added', 'added', '{"kind":"system","id":"sweeper","name":"Patchbay"}', $5)`,
      [workspaceId, randomUUID(), id, event, index + 1],
    );
  return id;
}
