import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Tables } from '../../platform/orm/table-types.ts';

type About = Selectable<Tables['events']>['about'];

/** The workspace as events name it, as JSON. Of the row `o` of `organization`. */
export const workspaceJson = (id: Expression<string>): RawBuilder<string> =>
  sql`json_build_object('id', ${id}, 'externalId', o."externalId")::text`;

/** The same of the connection in the row `c` of `entity_connections`; null if it was removed. */
const CONNECTION_JSON = sql<string | null>`case when c.id is not null then json_build_object(
  'id', c.id, 'app', c.app_slug, 'label', c.label,
  'endUserId', c.end_user_id, 'tags', c.tags)::text end`;

/** Both, as they are kept with an event. */
export const aboutJson = (workspace: Expression<string>, connection: Expression<string | null>): RawBuilder<About> =>
  sql`('{"workspace":' || ${workspace} || coalesce(',"connection":' || ${connection}, '') || '}')::json`;

/** Of an event of the connection `c` in the workspace `o`. */
export const aboutRow = (workspaceId: Expression<string>): RawBuilder<About> =>
  aboutJson(workspaceJson(workspaceId), CONNECTION_JSON);
