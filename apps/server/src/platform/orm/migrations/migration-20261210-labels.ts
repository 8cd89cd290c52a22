import { Migration } from '@mikro-orm/migrations';

/**
 * As people order names: by letters whatever their case, and numbers by their value. No index is ordered by it, so that a
 * newer ICU needs no reindex. A server that is built without ICU orders by code points.
 */
const COLLATION = `
do $$ begin
  create collation natural_order (provider = icu, locale = 'und-u-kn-true');
exception when feature_not_supported or invalid_parameter_value then
  create collation natural_order from "C";
end $$;
`;

/** Not unique: labels that are the same but for case or composition may be there already, and stay. See same-label.ts. */
const LABELS = `
create index entity_connections_label_idx on entity_connections
 (workspace_id, app_slug, (lower(upper(normalize(label, NFC) collate natural_order)) collate "C"));
`;

/** Names in the order that people expect, and labels that differ by more than case. */
export class Migration20261210Labels extends Migration {
  override name = '20261210-labels';

  override up(): void {
    for (const statement of [COLLATION, LABELS]) this.addSql(statement);
  }
}
