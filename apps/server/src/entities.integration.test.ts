import type { MetadataStorage } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/support/test-database.ts';
import { createLogger } from './platform/logging/logger.ts';
import { closeDatabase, openDatabase, poolOf } from './platform/orm/database.ts';
import type { Tables } from './platform/orm/table-types.ts';
import { ENTITIES } from './entities.ts';

type AccountTable = 'account' | 'invitation' | 'member' | 'organization' | 'session' | 'user' | 'verification';

/** The types of better-auth's tables, as values: a missing or unknown column does not compile. */
const ACCOUNT_TABLES: { [Table in AccountTable]: Record<keyof Tables[Table], true> } = {
  account: {
    id: true,
    accountId: true,
    providerId: true,
    userId: true,
    accessToken: true,
    refreshToken: true,
    idToken: true,
    accessTokenExpiresAt: true,
    refreshTokenExpiresAt: true,
    scope: true,
    password: true,
    createdAt: true,
    updatedAt: true,
  },
  invitation: {
    id: true,
    organizationId: true,
    email: true,
    role: true,
    status: true,
    expiresAt: true,
    createdAt: true,
    inviterId: true,
  },
  member: { id: true, organizationId: true, userId: true, role: true, createdAt: true },
  organization: {
    id: true,
    name: true,
    slug: true,
    logo: true,
    createdAt: true,
    metadata: true,
    externalId: true,
    archivedAt: true,
    isDevelopment: true,
  },
  session: {
    id: true,
    expiresAt: true,
    token: true,
    createdAt: true,
    updatedAt: true,
    ipAddress: true,
    userAgent: true,
    userId: true,
    activeOrganizationId: true,
  },
  user: { id: true, name: true, email: true, emailVerified: true, image: true, createdAt: true, updatedAt: true },
  verification: { id: true, identifier: true, value: true, expiresAt: true, createdAt: true, updatedAt: true },
};

/** MikroORM's own table. */
const MIGRATIONS_TABLE = 'patchbay_migrations';

interface Column {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
}

/** The JavaScript type of each PostgreSQL type. */
const KIND: Record<string, string> = {
  'character varying': 'text',
  varchar: 'text',
  jsonb: 'json',
  smallint: 'number',
  integer: 'number',
  int: 'number',
  bigserial: 'bigint',
  timestamptz: 'timestamp with time zone',
};

const kindOf = (type: string) => {
  const bare = type.replace(/\(\d+\)/, '');
  return KIND[bare] ?? bare;
};

let database: TestDatabase;
let columns: Column[];
let described: Column[];

beforeAll(async () => {
  database = await createTestDatabase();
  const orm = await openDatabase({ url: database.url, entities: ENTITIES, poolSize: 1, log: createLogger('silent') });
  try {
    columns = (await (await poolOf(orm)).query<Column>(COLUMNS)).rows;
    described = describedBy(orm.getMetadata());
  } finally {
    await closeDatabase(orm);
  }
});

afterAll(() => database.drop());

const COLUMNS = `
  select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable
    from pg_attribute a join pg_class c on c.oid = a.attrelid
   where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
     and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped`;

function describedBy(metadata: MetadataStorage): Column[] {
  return [...metadata.getAll().values()].flatMap(({ tableName, props }) =>
    props.map(({ fieldNames, columnTypes, nullable }) => ({
      table: tableName,
      column: fieldNames[0] ?? '',
      type: columnTypes[0] ?? '',
      nullable: nullable ?? false,
    })),
  );
}

const lines = (all: Column[]) =>
  all
    .map(({ table, column, type, nullable }) => `${table}.${column} ${kindOf(type)}${nullable ? ' null' : ''}`)
    .toSorted();

const isAccounts = (table: string) => table in ACCOUNT_TABLES;
const isOurs = ({ table }: Column) => !isAccounts(table) && table !== MIGRATIONS_TABLE;

describe('SQL is typed by the entities', () => {
  it('every table of ours has an entity with exactly its columns and their types', () => {
    expect(lines(described)).toEqual(lines(columns.filter(isOurs)));
  });

  it('the types of better-auth’s tables have exactly their columns', () => {
    const typed = Object.entries(ACCOUNT_TABLES).flatMap(([table, all]) =>
      Object.keys(all).map((column) => `${table}.${column}`),
    );
    const there = columns.filter(({ table }) => isAccounts(table)).map(({ table, column }) => `${table}.${column}`);
    expect(typed.toSorted()).toEqual(there.toSorted());
  });
});
