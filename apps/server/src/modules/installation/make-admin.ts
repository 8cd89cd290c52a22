import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** What an operator recognizes an account by: anyone may have signed up with an address that is not theirs. */
export interface PromotedAccount {
  name: string;
  createdAt: Date;
  workspaces: string[];
}

/** Makes the account with this address an installation admin; nothing where there is none. */
export async function makeAdmin(em: EntityManager, email: string): Promise<PromotedAccount | undefined> {
  const [account] = await executeSql<PromotedAccount & { id: string }>(
    em,
    `select u."id", u."name", u."createdAt",
            array(select o."name" from "member" m join "organization" o on o."id" = m."organizationId"
                   where m."userId" = u."id" order by m."createdAt" limit 5) as workspaces
       from "user" u where u."email" = $1`,
    [email.toLowerCase()],
  );
  if (!account) return undefined;
  const insert = `insert into installation_admins (user_id, granted_by) values ($1, 'command') on conflict do nothing`;
  await executeSql(em, insert, [account.id]);
  const { name, createdAt, workspaces } = account;
  return { name, createdAt, workspaces };
}
