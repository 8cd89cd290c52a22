import { Migration } from '@mikro-orm/migrations';

/**
 * Keys that another workspace manages lose a workspace with the role of whoever made them there. That happens in the moment
 * the role ends; this is for those whose role ended before it did.
 */
const SHUT_OUT = `
delete from service_key_workspaces w using service_keys k
 where k.id = w.key_id and k.workspace_id <> w.workspace_id
   and not exists (select from "member" m where m."organizationId" = w.workspace_id
                      and m."userId" = k.created_by ->> 'id' and m."role" in ('owner', 'admin'))
`;

/** No key reaches further than its maker may. */
export class Migration20261201KeysOfFormerAdmins extends Migration {
  override name = '20261201-keys-of-former-admins';

  override up(): void {
    this.addSql(SHUT_OUT);
  }
}
