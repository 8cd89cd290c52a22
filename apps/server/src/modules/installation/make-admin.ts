import type { EntityManager } from '@mikro-orm/postgresql';
import { type ExpressionBuilder, sql } from 'kysely';
import { db } from '../../platform/orm/tables.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import { grantAdmin } from '../identity/index.ts';

/** What lets an operator recognize an account: a person may have signed up with an address that is not theirs. */
export interface PromotedAccount {
  name: string;
  createdAt: Date;
  workspaces: string[];
}

/** Makes the account with this address an installation admin; undefined when there is no such account. */
export async function makeAdmin(em: EntityManager, email: string): Promise<PromotedAccount | undefined> {
  const account = await db(em)
    .selectFrom('user as u')
    .select((eb) => ['u.id', 'u.name', 'u.createdAt', sql<string[]>`array(${workspacesOf(eb)})`.as('workspaces')])
    .where('u.email', '=', email.toLowerCase())
    .executeTakeFirst();
  if (!account) return undefined;
  await grantAdmin(em, account.id, 'command');
  const { name, createdAt, workspaces } = account;
  return { name, createdAt, workspaces };
}

const workspacesOf = (eb: ExpressionBuilder<Tables & { u: Tables['user'] }, 'u'>) =>
  eb
    .selectFrom('member as m')
    .innerJoin('organization as o', 'o.id', 'm.organizationId')
    .select('o.name')
    .whereRef('m.userId', '=', 'u.id')
    .orderBy('m.createdAt')
    .limit(5);
