import { FAILED_CALLS_THAT_COUNT } from '@patchbay/contracts';
import { sql } from 'kysely';

/**
 * Whether a part of connection `c` does not work. A missing webhook is left out: it is one thing to fix, and not one for each connection.
 * Like the predicate of `entity_connections_attention_idx`, which is only used if it is the same.
 */
export const NEEDS_ATTENTION = sql<boolean>`(
  c.status = 'expired'
  or (c.status = 'pending' and c.fallback_status = 'expired')
  or (c.status = 'active' and (jsonb_array_length(c.health_parts->'stoppedTriggers') > 0
                               or (c.health_parts->>'failedCalls')::int >= ${sql.lit(FAILED_CALLS_THAT_COUNT)})))`;
