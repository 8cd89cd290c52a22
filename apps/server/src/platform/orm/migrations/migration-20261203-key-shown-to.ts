import { Migration } from '@mikro-orm/migrations';

/** Who was shown the live secrets of a key: of those that were rotated before this, nobody knows, and the place stays empty. */
export class Migration20261203KeyShownTo extends Migration {
  override name = '20261203-key-shown-to';

  override up(): void {
    this.addSql('alter table service_keys add column shown_to text[]');
    this.addSql(`update service_keys set shown_to = array[created_by ->> 'id'] where previous_hash is null`);
  }
}
