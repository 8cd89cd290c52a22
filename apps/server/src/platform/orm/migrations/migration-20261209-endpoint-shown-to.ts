import { Migration } from '@mikro-orm/migrations';

/**
 * Who knows the signing secret of an endpoint, or chose where it leads. Of those that were changed before this that is
 * not known beyond who made them, and an empty place says so.
 */
export class Migration20261209EndpointShownTo extends Migration {
  override name = '20261209-endpoint-shown-to';

  override up(): void {
    this.addSql('alter table endpoints add column shown_to text[]');
    this.addSql(
      `update endpoints set shown_to = array[created_by ->> 'id'] || case when version > 1 then array[null] end`,
    );
  }
}
