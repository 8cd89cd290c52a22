import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { jsonValue } from './json-value.ts';
import { type HasValue, type ParameterOf, prepare, prepareEach } from './prepare.ts';
import { numberedRowsOf, rowsOf } from './rows-of.ts';
import { runOn } from './run-on.ts';
import { excluded, sentRecords } from './sent-records.ts';
import { statements } from './tables.ts';

describe('a typed statement', () => {
  it('does not compile with a column that its table does not have', () => {
    // @ts-expect-error -- it is `url`
    const { sql: text } = statements.selectFrom('endpoints').select('address').compile();
    expect(text).toBe('select "address" from "endpoints"');
  });

  it('does not compile with a column of an earlier name', () => {
    // @ts-expect-error -- the account in use is in `connection_id`, whatever the entity calls it
    const { sql: text } = statements.updateTable('entity_connections').set({ account_id: null }).compile();
    expect(text).toBe('update "entity_connections" set "account_id" = $1');
  });

  it('has lists as a parameter for each column', () => {
    const sent = rowsOf('sent', {
      account_id: { type: 'text', values: ['a', 'b'] },
      id: { type: 'uuid', values: ['1', '2'] },
    });
    const { sql: text, parameters } = statements.selectFrom(sent).select(['sent.account_id', 'sent.id']).compile();
    expect(text).toBe(
      'select "sent"."account_id", "sent"."id" from unnest($1::text[], $2::uuid[]) as "sent"("account_id", "id")',
    );
    expect(parameters).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('has the number of each row with it', () => {
    const asked = numberedRowsOf('p', { id: { type: 'uuid', values: ['1'] } });
    const { sql: text } = statements.selectFrom(asked).select(['p.id', 'p.ordinal']).compile();
    expect(text).toBe('select "p"."id", "p"."ordinal" from unnest($1::uuid[]) with ordinality as "p"("id", ordinal)');
  });

  it('has objects as one parameter, with the types of their fields', () => {
    const sent = sentRecords<{ slug: string; tags: string[] }, 'r'>('r', { slug: 'text', tags: 'jsonb' }, [
      { slug: 'a', tags: [] },
    ]);
    const { sql: text, parameters } = statements.selectFrom(sent).select('r.slug').compile();
    expect(text).toBe('select "r"."slug" from json_to_recordset($1::json) as "r"("slug" text, "tags" jsonb)');
    expect(parameters).toEqual(['[{"slug":"a","tags":[]}]']);
  });

  it('writes a list into a JSON column as JSON: the driver would write an array', () => {
    const made = statements
      .updateTable('endpoints')
      .set({ apps: jsonValue(['github']) })
      .compile();
    expect(made).toMatchObject({ sql: 'update "endpoints" set "apps" = $1', parameters: ['["github"]'] });
  });

  it('puts what was to be inserted over what is there', () => {
    const made = statements
      .insertInto('app_logos')
      .columns(['slug', 'etag'])
      .expression(statements.selectNoFrom([sql<string>`'a'`.as('slug'), sql<string>`'b'`.as('etag')]))
      .onConflict((conflict) => conflict.column('slug').doUpdateSet(excluded(['etag'])))
      .compile();
    expect(made.sql).toContain('do update set "etag" = "excluded"."etag"');
  });
});

describe('a prepared statement', () => {
  const find = prepare((value: ParameterOf<{ workspaceId: string; id: string | null }>) =>
    statements
      .selectFrom('endpoints')
      .select('url')
      .where('workspace_id', '=', value('workspaceId'))
      .where('id', '=', value('id'))
      .limit(1),
  );

  it('takes other values each time, in their places, and keeps what is the same', () => {
    expect(find({ workspaceId: 'w', id: 'e' }).parameters).toEqual(['w', 'e', 1]);
    expect(find({ id: null, workspaceId: 'v' }).parameters).toEqual(['v', null, 1]);
  });

  it('is compiled once', () => {
    expect(find({ workspaceId: 'w', id: 'e' }).query).toBe(find({ workspaceId: 'v', id: 'f' }).query);
  });

  it('runs on a pool like one that was just built', async () => {
    const asked: unknown[] = [];
    const pool = { query: (given: unknown) => Promise.resolve({ rows: [asked.push(given)] }) };
    await runOn(pool as never, find({ workspaceId: 'w', id: 'e' }), 500);
    expect(asked).toEqual([{ text: find({ workspaceId: '', id: '' }).sql, values: ['w', 'e', 1], query_timeout: 500 }]);
  });
});

describe('a prepared statement of several shapes', () => {
  interface Filters {
    workspaceId: string;
    url: string;
    id: string;
  }
  const find = prepareEach((value: ParameterOf<Filters>, has: HasValue<'url' | 'id'>) =>
    statements
      .selectFrom('endpoints')
      .select('url')
      .where('workspace_id', '=', value('workspaceId'))
      .$if(has('url'), (query) => query.where('url', '=', value('url')))
      .$if(has('id'), (query) => query.where('id', '=', value('id'))),
  );

  it('has the filters whose values are given', () => {
    expect(find({ workspaceId: 'w', id: 'e' })).toMatchObject({
      sql: 'select "url" from "endpoints" where "workspace_id" = $1 and "id" = $2',
      parameters: ['w', 'e'],
    });
    expect(find({ workspaceId: 'w', url: 'u', id: undefined }).parameters).toEqual(['w', 'u']);
  });

  it('is compiled once for each shape, in whatever order its values come', () => {
    const first = find({ workspaceId: 'w', id: 'e', url: 'u' }).query;
    expect(find({ url: 'v', id: 'f', workspaceId: 'x' }).query).toBe(first);
    expect(find({ workspaceId: 'w', id: 'e' }).query).not.toBe(first);
  });
});
