import { Attempt } from './features/connections/attempt.entity.ts';
import { Connection } from './features/connections/connection.entity.ts';
import { HistoryEntry } from './features/connections/history-entry.entity.ts';
import { Endpoint } from './features/endpoints/endpoint.entity.ts';
import { TriggerSubscription } from './features/triggers/trigger-subscription.entity.ts';

/** Every table that is written through the unit of work. */
export const ENTITIES = [Attempt, Connection, Endpoint, HistoryEntry, TriggerSubscription];
